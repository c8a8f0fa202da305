using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Plots.Charts;
using Hinge.Scope;
using Hinge.Scope.Bias;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope bias</c>: what the biases add, layer by layer, and how far a classifier relies on
/// them.</summary>
internal static class BiasCommand
{
    private const int MostBars = 40;

    private static readonly Option<string?> s_set = new("--set")
    {
        Description = "Labelled pictures: digits, a CIFAR .bin, idx with --labels, or a folder",
        HelpName = "FILE",
    };

    private static readonly Option<string?> s_labels = new("--labels")
    {
        Description = "Classes of an idx set",
        HelpName = "FILE",
    };

    private static readonly Option<int?> s_count =
        CommonOptions.Integer("--count", "Pictures of the set [default: all]", 1);

    private static readonly Option<int> s_batch =
        CommonOptions.Integer("--batch", "Pictures of the set that are frozen together", 64, 1, 4096);

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "bias", "What the biases add, layer by layer, and how far a classifier relies on them", Run,
        s_set, s_labels, s_count, s_batch);

    private static void Run(ScopeRun run)
    {
        if (run.Context.Arguments.GetValue(s_set) is { } path)
        {
            string? labels = run.Context.Arguments.GetValue(s_labels);
            Rely(run, LabelledSet.Read(path, labels, run.Context.Arguments.GetValue(s_count)));
        }
        Sites(run);
    }

    private static void Rely(ScopeRun run, LabelledSet set)
    {
        ScopeNetwork network = run.Subject.Network;
        if (run.Subject.Scope is not { } scope)
            throw new InputException("--set: a saved interpreter knows one picture only");
        using Tensor inputs = Inputs(network, set);
        bool twice = !network.IsRaw && !network.Input.Normalisation.IsIdentity;
        IReadOnlyList<BiasReliance> measured = BiasReliance.Measure(
            scope, inputs, [.. set.Labels.Take(set.Count)],
            twice ? [InputNormalisation.None, network.Input.Normalisation] : [InputNormalisation.None],
            run.Context.Arguments.GetValue(s_batch), run.Context.Progress, run.Context.Cancellation);
        BiasReliance own = measured[0];
        BiasReliance? raw = twice ? measured[1] : null;
        string others = raw is null
            ? ""
            : $"   (raw pixels: {Share(raw.LinearAccuracy)} / {Share(raw.ResidualAccuracy)})";
        run.WriteLine(
            $"accuracy on {own.Count}   y {ScopeReport.Percent(own.Accuracy)}   Fx only "
            + $"{ScopeReport.Percent(own.LinearAccuracy)}   r only {ScopeReport.Percent(own.ResidualAccuracy)}{others} "
            + $"  |r|/(|Fx|+|r|) {ScopeReport.Number(own.ResidualShare)}");
        run.WriteLine("mean |r of a kind|/(|Fx|+|r|)   " + string.Join("   ", own.Kinds.OrderBy(kind => kind.Key)
            .Select(kind => $"{kind.Key.ToString().ToLowerInvariant()} {ScopeReport.Number(kind.Value)}")));
        ScopeReport.AddReliance(
            run.Report,
            [(network.Name, own), .. raw is null ? [] : new[] { ($"{network.Name}, raw pixels", raw) }],
            $"{own.Count} pictures of {set.Source}");
        run.Document["set"] = set.Source;
        run.Document["count"] = own.Count;
        run.Document["reliance"] = ScopeJson.Of(own);
        if (raw is not null)
            run.Document["rawReliance"] = ScopeJson.Of(raw);
    }

    private static Tensor Inputs(ScopeNetwork network, LabelledSet set)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] inputs = new Tensor[set.Count];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = network.Take(set.Picture(i));
            if (!inputs[i].shape.SequenceEqual(inputs[0].shape))
                throw new InputException($"{set.Source}: picture {i} has another size than the first one");
        }
        return cat(inputs, 0).MoveToOuterDisposeScope();
    }

    private static void Sites(ScopeRun run)
    {
        Interpreter at = run.Subject.At;
        using BiasContributions bias = at.Bias();
        double whole = at.Residual.to(ScalarType.Float64).norm().ToDouble();
        Certificate certificate = at.Certify();
        double linear = (at.Output - at.Residual).to(ScalarType.Float64).norm().ToDouble();
        run.Document["residualNorm"] = whole;
        run.Document["residualShare"] = whole == 0 ? 0 : whole / (whole + linear);
        run.Document["certificate"] = ScopeJson.Of(certificate);
        run.Document["sites"] = new JsonArray([.. bias.Sites.Select((site, i) => new JsonObject
        {
            ["name"] = site.Name,
            ["kind"] = site.Kind.ToString(),
            ["norm"] = bias.Norms[i],
        })]);
        if (bias.Sites.Count == 0 || whole == 0)
        {
            run.WriteLine($"sites {bias.Sites.Count}: r is {ScopeReport.Number(whole)} at {run.Subject.Input.Source}");
            return;
        }
        int largest = Enumerable.Range(0, bias.Sites.Count).MaxBy(i => bias.Norms[i]);
        run.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"sites {bias.Sites.Count}: largest {bias.Sites[largest].Name} {bias.Norms[largest] / whole:0.00} |r|, sum "
            + $"equals r to {ErrorText.Of(certificate.Sites)}   |r|/(|Fx|+|r|) {whole / (whole + linear):0.00} at "
            + $"{run.Subject.Input.Source}"));
        // In depth order; of very deep networks only the strongest are drawn.
        int[] shown = [.. Enumerable.Range(0, bias.Sites.Count)
            .OrderByDescending(i => bias.Norms[i]).Take(MostBars).Order()];
        Figure bars = Figures.Bars(
            [.. shown.Select(i => bias.Sites[i].Name)], [.. shown.Select(i => bias.Norms[i] / whole)],
            new Axis("norm of the site's part, relative to r", Axis.PureNumber));
        run.Report.AddSection("What each layer's constants add").Text(
            "r is what the network's own constants add to its output, whatever the picture. At "
            + $"{run.Subject.Input.Source} its share |r|/(|Fx|+|r|) is "
            + $"{ScopeReport.Percent(whole / (whole + linear))}. It splits exactly into one part a layer; parts may "
            + "cancel, so the bars need not add up to one.")
            .Figure(bars, "From the input (top) to the output.", "Bars of the norm of each bias site's part of r");
        AtomicFile.WriteAllBytes(run.File("bias.png"), bars.ToPng(Theme.Light));
    }

    private static string Share(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
