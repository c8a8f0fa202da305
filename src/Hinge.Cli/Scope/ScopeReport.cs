using System.Globalization;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Scope.Analyses;
using Hinge.Scope.Bias;
using Hinge.Scope.Certificates;
using Hinge.Scope.Pictures;

namespace Hinge.Cli.Scope;

/// <summary>Explanations as sections of a report, in words for readers who never heard of LinearScope.</summary>
internal static class ScopeReport
{
    private const double ShownVotes = 0.995;

    private const string Idea =
        "A network like these is a chain of linear layers with non-linear units between them. For one picture each "
        + "unit does something definite: this one lets its value through, that one blocks it, a pool takes the second "
        + "of four. Hold all those decisions, and the whole network is one affine map: y = F x + r. F says with which "
        + "weight every input pixel enters every output; r is what the network's own constants (its biases) add, "
        + "whatever the picture. Nothing is approximated: F x + r is y, up to rounding, and that is measured below.";

    /// <summary>The section on the idea.</summary>
    public static ReportSection AddIdea(Report report) =>
        report.AddSection("LinearScope: what a network does to this picture").Text(Idea);

    /// <summary>A section on a classifier at one picture.</summary>
    public static ReportSection Add(Report report, ClassExplanation explanation)
    {
        ClassAccount chosen = explanation.Chosen;
        ReportSection section = report.AddSection($"{explanation.Network}: why class {chosen.Label}?");
        section.Text(
            $"The score of class {chosen.Label} is {Number(chosen.Votes.Output)}: the pixels' votes add up to "
            + $"{Number(chosen.Votes.Sum)}, the biases add {Number(chosen.Votes.Residual)}. Half of the positive votes "
            + $"lie in {Percent(chosen.Votes.HalfOfPositiveArea())} of the pixels.");
        section.Montage(
            "The picture, then the votes for the chosen class and for the runner-up: red pixels speak for the class, "
            + "blue ones against it; the votes of a map plus the biases are the score, exactly.",
            new Tile(explanation.Picture, "picture", "The picture that is explained"),
            VoteTile(explanation, explanation.Chosen),
            VoteTile(explanation, explanation.RunnerUp));
        section.Montage(
            "Rows of F, one for each class: the weight with which each pixel enters that class's score, for this "
            + "picture. Red raises the score where the input is positive, blue lowers it. Each map has its own scale.",
            [.. explanation.Classes.Select(account => new Tile(
                SignedMap.Draw(account.Row, explanation.Picture.Width, explanation.Picture.Height),
                $"class {account.Label}", $"Row of F for class {account.Label}"))]);
        AddScores(section, explanation);
        if (explanation.Bias.Parts.Count > 0)
            AddBias(section, explanation);
        return Certify(section, explanation.Network, explanation.Certificate);
    }

    /// <summary>A section on a network that makes pictures.</summary>
    public static ReportSection Add(Report report, PictureExplanation explanation)
    {
        ReportSection section = report.AddSection($"{explanation.Network}: which filter makes each pixel?");
        section.Text(
            "Every output pixel is a weighted sum of input pixels, and the network chooses the weights anew at every "
            + "place. An interpolation from a textbook uses the same weights everywhere. The biases' share of the "
            + $"output, ||r|| / (||Fx|| + ||r||), is {Percent(explanation.ResidualShare)} here.");
        section.Montage(
            "The picture that goes in, and what the network makes of it.",
            new Tile(explanation.Picture, "input", "The network's input"),
            new Tile(explanation.Output, "output", "The network's output"));
        SpriteCell[] cells = [.. explanation.Filters.Select(filter => new SpriteCell(
            filter.Draw(),
            $"output pixel ({filter.X}, {filter.Y})",
            [("sum of weights", Number(filter.Sum)), ("largest weight", Number(filter.Largest))]))];
        section.Sprite(
            new Sprite(explanation.Output, "The output under a grid", explanation.Columns, cells),
            "Choose a cell to see the weights of its middle pixel over 13 x 13 input pixels: red positive, blue "
            + "negative.");
        return Certify(section, explanation.Network, explanation.Certificate);
    }

    /// <summary>How the score falls as pixels are deleted.</summary>
    public static void AddDeletion(Report report, DeletionCurves deletion, int label)
    {
        double[] Percents(DeletionCurve curve) => [.. curve.Fractions.Select(fraction => 100 * fraction)];
        report.AddSection("Do the votes find what the network needs?").Text(
            "Votes are an exact account of the score, not a claim about causes. The test: delete pixels in the order "
            + "of their votes and run the network again. A curve that falls sooner than the random one says that the "
            + "pixels with many votes are also those the network needs.")
            .Figure(
                Figures.Lines(
                    new Axis("pixels deleted", "%", Low: 0, High: 100),
                    new Axis($"score of class {label}", Axis.PureNumber),
                    new Series("by votes", Percents(deletion.ByVote), deletion.ByVote.Real),
                    new Series("at random", Percents(deletion.AtRandom), deletion.AtRandom.Real),
                    new Series("by magnitude", Percents(deletion.ByMagnitude), deletion.ByMagnitude.Real),
                    new Series("by votes, F and r kept", Percents(deletion.ByVote), deletion.ByVote.Frozen)),
                $"Area under the curve by votes over that at random: {Number(deletion.AreaRatio)}. The last curve "
                + "keeps F and r of the whole picture: it falls by exactly the votes that are gone.",
                "Score against the share of deleted pixels, for three orders of deletion");
    }

    /// <summary>A section on how much of the decisions is the biases' work.</summary>
    public static ReportSection AddReliance(
        Report report, IReadOnlyList<(string Network, BiasReliance Reliance)> networks, string set)
    {
        ReportSection section = report.AddSection("How much of the decision is in the biases?");
        section.Text(
            $"On {set}: how often the largest of all scores y, of the pixels' votes F x alone, and of the biases' part "
            + "r alone names the right class.");
        section.Figure(
            Figures.GroupedBars(
                ["all of y", "votes F x only", "biases r only"],
                new Axis("right answers", "%", Low: 0, High: 100),
                [.. networks.Select(each => new BarSeries(each.Network, [
                    100 * each.Reliance.Accuracy, 100 * each.Reliance.LinearAccuracy,
                    100 * each.Reliance.ResidualAccuracy]))]),
            "A network without biases decides by votes alone, so its first two bars agree and r says nothing. With "
            + "batch norm and biases, part of the knowledge sits in r, which changes from picture to picture since the "
            + "gates do.",
            "Bars of accuracy for y, F x and r of each network");
        return section;
    }

    /// <summary>The vote of full colour: a few strong pixels may be beyond it.</summary>
    public static double VoteScale(PixelVotes votes) => SignedMap.Scale(votes.Votes, ShownVotes);

    /// <summary>Three significant digits and more where they are needed.</summary>
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>An angle in whole degrees.</summary>
    public static string Degrees(double radians) =>
        (180 / Math.PI * radians).ToString("0", CultureInfo.InvariantCulture) + " deg";

    /// <summary>A share of one in percent.</summary>
    public static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    private static Tile VoteTile(ClassExplanation explanation, ClassAccount account) => new(
        SignedMap.Over(account.Votes.Votes, explanation.Picture, VoteScale(account.Votes)),
        $"votes for {account.Label}",
        $"Votes of the pixels for class {account.Label}");

    private static void AddScores(ReportSection section, ClassExplanation explanation)
    {
        bool raw = explanation.Chosen.Raw is not null;
        string[] header = ["class", "score y", "votes F x", "biases r"];
        section.Table(
            raw
                ? "Every score is the sum of the pixels' votes and of the biases' part r. Both depend on where zero "
                    + "is: once in what the network sees, once in the picture's own values. Their sum does not."
                : "Every score is the sum of the pixels' votes and of the biases' part r.",
            raw ? [.. header, "votes, raw pixels", "r, raw pixels"] : header,
            [.. explanation.Classes.Select(account => (IReadOnlyList<string>)
            [
                $"{account.Label}", Number(account.Votes.Output), Number(account.Votes.Sum),
                Number(account.Votes.Residual),
                .. account.Raw is { } other ? (string[])[Number(other.Sum), Number(other.Residual)] : [],
            ])]);
    }

    private static void AddBias(ReportSection section, ClassExplanation explanation)
    {
        IReadOnlyList<SiteContribution> parts = explanation.Bias.Parts;
        section.Figure(
            Figures.Bars(
                [.. parts.Select(part => part.Site.Name)],
                [.. parts.Select(part => part.Value)],
                new Axis($"part of class {explanation.Chosen.Label}'s score", Axis.PureNumber)),
            "Where r comes from, layer by layer from the input (top) to the output: together the bars are the biases' "
            + "part of the score.",
            "Bars of the bias contribution of each layer");
    }

    private static ReportSection Certify(ReportSection section, string network, Certificate certificate) =>
        section.Certificate(
            certificate.Passed,
            $"y = F x + r for {network}",
            Check("F x + r against y", certificate.Completeness, certificate.Limits.Completeness),
            Check("rows and columns of one matrix (adjoint test)", certificate.Adjoint, certificate.Limits.Adjoint),
            Check("biases of all layers against r", certificate.Sites, certificate.Limits.Sites));

    /// <summary>A measured row of a certificate.</summary>
    public static CertificateCheck Check(string name, double measured, double bound) =>
        new(name, ErrorText.Of(measured), ErrorText.Of(bound), measured <= bound);
}
