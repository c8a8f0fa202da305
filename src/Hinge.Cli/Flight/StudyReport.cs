using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hinge.Core.Runs;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Runs;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Flight;

/// <summary>A study of seeds as a page (specification §11): how each seed learnt, the table, and bars of the cases;
/// the numbers of each figure lie beside it as CSV.</summary>
internal static class StudyReport
{
    // More lines than these are a tangle; the band tells the rest.
    private const int MostLines = 10;

    /// <summary>Writes page and tables into the folder of the study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="cases">What it came to.</param>
    public static void Write(SeedStudy study, IReadOnlyList<CaseSummary> cases)
    {
        (string drone, string recipe) = (study.Settings.Drone.Name, study.Settings.Recipe.Name);
        Report report = new(
            $"hinge fly train: {study.Seeds.Count} seeds of {drone}",
            FormattableString.Invariant($"{drone}, recipe {recipe}, {study.Settings.Steps:N0} steps; ")
            + "the same training from different random numbers.");
        if (cases.Count > 1)
            AddCases(report.AddSection("What each part is worth"), cases);
        StringBuilder lengths = new("case,seed,step,length\n"), returns = new("case,seed,step,return\n");
        foreach (CaseSummary each in cases)
            AddCase(report, study, each, lengths, returns);
        AtomicFile.WriteAllText(Path.Combine(study.Path, "lengths.csv"), lengths.ToString());
        AtomicFile.WriteAllText(Path.Combine(study.Path, "returns.csv"), returns.ToString());
        AtomicFile.WriteAllText(Path.Combine(study.Path, "seeds.csv"), Csv(cases));
        report.Write(Path.Combine(study.Path, "report.html"));
    }

    private static void AddCases(ReportSection section, IReadOnlyList<CaseSummary> cases)
    {
        string[] names = [.. cases.Select(each => each.Name)];
        section.Text("The same training with one part taken away at a time; every policy flies the whole task.");
        section.Figure(
            Figures.GroupedBars(
                names, new Axis("return of 1000", Axis.PureNumber),
                Bars("upper quartile", each => each.Return.UpperQuartile), Bars("median", each => each.Return.Median),
                Bars("lower quartile", each => each.Return.LowerQuartile)),
            "Return of the seeds: median and quartiles (seeds.csv).", "Bars of the return of every case");
        section.Figure(
            Figures.GroupedBars(
                names, new Axis("share of 1000 episodes", Axis.PureNumber),
                Bars("survival", each => each.Survival.Median), Bars("settled", each => each.Settled.Median)),
            "Medians of the seeds (seeds.csv).", "Bars of survival and settled of every case");
        section.Table(
            "Medians of the seeds; quartiles of the return; error along the figure-eight in m.",
            ["", "return", "quartiles", "survival", "settled", "figure-eight", "seeds"],
            [.. cases.Select(each => (string[])
            [
                each.Name, Text(each.Return.Median, "0"),
                $"{Text(each.Return.LowerQuartile, "0")} to {Text(each.Return.UpperQuartile, "0")}",
                Text(each.Survival.Median, "0.000"), Text(each.Settled.Median, "0.000"),
                each.Eight is { } eight ? Text(eight.Median, "0.000") : "–", Text(each.Seeds.Count, "0"),
            ])]);

        BarSeries Bars(string name, Func<CaseSummary, double> value) => new(name, [.. cases.Select(value)]);
    }

    private static void AddCase(
        Report report, SeedStudy study, CaseSummary each, StringBuilder lengths, StringBuilder returns)
    {
        ReportSection section = report.AddSection($"Every seed: {each.Name}");
        Curve[] length = Curves(each, "progress", "length"), value = Curves(each, "validation", "return");
        Append(lengths, each, length);
        Append(returns, each, value);
        section.Figure(
            Lines(length, new Axis("episode length", "s"), study.Settings.Task.Step),
            "Mean length of the last hundred episodes: the median of the seeds with its quartiles, and every seed "
            + "(lengths.csv).", "Mean episode length against training steps, seed by seed");
        if (value.Any(curve => curve.Steps.Count > 0))
        {
            section.Figure(
                Lines(value, new Axis("return of 1000", Axis.PureNumber), 1),
                "Return of the actor in validation: the median of the seeds with its quartiles, and every seed "
                + "(returns.csv).", "Return of the actor against training steps, seed by seed");
        }
        section.Table(
            "The test of the selected policies; tail and figure-eight in m.",
            ["seed", "return", "length", "survival", "settled", "tail", "figure-eight", "selected"],
            [.. each.Seeds.Select(seed => (string[])
            [
                seed.Seed.ToString(CultureInfo.InvariantCulture), Text(seed.Score.Return, "0"),
                Text(seed.Score.Length, "0"), Text(seed.Score.Survival, "0.000"), Text(seed.Score.Settled, "0.000"),
                seed.Tail is { } tail ? Text(tail, "0.000") : "–", SeedTable.Eight(seed), seed.Selected,
            ])]);
    }

    private static Figure Lines(Curve[] curves, Axis axis, double unit)
    {
        double[] steps = [.. curves.SelectMany(curve => curve.Steps).Distinct().Order()];
        SeedSummary[] spread = [.. steps.Select(step => SeedSummary.Of(
            [.. curves.Select(curve => curve.At(step)).OfType<double>().Select(value => unit * value)]))];
        Series median = new("median", steps, [.. spread.Select(each => each.Median)])
        {
            Low = [.. spread.Select(each => each.LowerQuartile)],
            High = [.. spread.Select(each => each.UpperQuartile)],
        };
        return Figures.Lines(new Axis("step", Axis.PureNumber), axis,
            [median, .. curves.Take(MostLines).Select(curve => new Series(
                FormattableString.Invariant($"seed {curve.Seed}"), curve.Steps,
                [.. curve.Values.Select(value => unit * value)]))]);
    }

    private static Curve[] Curves(CaseSummary each, string type, string name) => [.. each.Seeds.Select(seed =>
    {
        // Of the candidates of a step the actor comes first; its kind is 0.
        JsonObject[] records = [.. File.ReadLines(Path.Combine(seed.Folder, "metrics.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(record => (string?)record["type"] == type && (double?)record["network"] is null or 0)];
        return new Curve(
            seed.Seed, [.. records.Select(record => (double)record["step"]!)],
            [.. records.Select(record => (double)record[name]!)]);
    })];

    private static void Append(StringBuilder text, CaseSummary each, Curve[] curves)
    {
        foreach (Curve curve in curves)
        {
            foreach ((double step, double value) in curve.Steps.Zip(curve.Values))
                text.Append(CultureInfo.InvariantCulture, $"{Cell(each)},{curve.Seed},{step},{value:R}\n");
        }
    }

    private static string Csv(IReadOnlyList<CaseSummary> cases)
    {
        StringBuilder text = new("case,seed,return,length,survival,settled,tail,eight_rmse,eight_lost_at\n");
        foreach (CaseSummary each in cases)
        {
            foreach (SeedOutcome seed in each.Seeds)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Cell(each)},{seed.Seed}");
                foreach (double? value in (double?[])
                    [seed.Score.Return, seed.Score.Length, seed.Score.Survival, seed.Score.Settled, seed.Tail,
                        seed.EightRmse, seed.EightLostAt])
                    text.Append(CultureInfo.InvariantCulture, $",{value:R}");
                text.Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Cell(CaseSummary each) => each.Name.Replace(", ", " and ", StringComparison.Ordinal);

    private static string Text(double value, string form) => value.ToString(form, CultureInfo.InvariantCulture);

    private sealed record Curve(ulong Seed, IReadOnlyList<double> Steps, IReadOnlyList<double> Values)
    {
        public double? At(double step)
        {
            int place = Steps.ToList().IndexOf(step);
            return place < 0 ? null : Values[place];
        }
    }
}
