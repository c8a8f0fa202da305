using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Learning;
using Hinge.Flight.Runs;

namespace Hinge.Cli.Flight;

/// <summary>Runs a study of seeds and prints it: every seed, then the median with its spread.</summary>
internal static class SeedTable
{
    /// <summary>Runs and prints.</summary>
    public static void Run(CommandContext context, SeedStudy study)
    {
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{study.Settings.Drone.Name}; recipe {study.Settings.Recipe.Name}; {study.Settings.Steps:N0} steps; "
            + $"{study.Seeds.Count} seeds, {study.Settings.Threads} side by side"));
        IReadOnlyList<SeedOutcome> outcomes = study.Run(context.Progress, context.Cancellation);
        JsonArray cases = [];
        foreach (Ablations each in study.Cases)
        {
            SeedOutcome[] seeds = [.. outcomes.Where(outcome => outcome.Case == each)];
            string name = each == Ablations.None ? "full recipe" : "without " + string.Join(", ", AblationNames.Of(each));
            context.WriteLine(name);
            context.WriteLine("  seed   return   length   survival   settled   tail m   CPU s   selected");
            foreach (SeedOutcome seed in seeds)
            {
                CandidateScore score = seed.Score;
                context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {seed.Seed,4}   {score.Return,6:0}   {score.Length,6:0}   {score.Survival,8:0.000}   "
                    + $"{score.Settled,7:0.000}   {seed.Tail,6:0.000}   {seed.ProcessorSeconds,5:0.0}   {seed.Selected}"));
            }
            cases.Add((JsonNode)Summarise(context, name, seeds));
        }
        context.WriteLine($"wrote {study.Path}");
        context.WriteJson(new JsonObject { ["folder"] = study.Path, ["cases"] = cases });
    }

    private static JsonObject Summarise(CommandContext context, string name, SeedOutcome[] seeds)
    {
        JsonObject document = new()
        {
            ["name"] = name,
            ["seeds"] = new JsonArray([.. seeds.Select(seed => new JsonObject
            {
                ["seed"] = seed.Seed,
                ["return"] = seed.Score.Return,
                ["length"] = seed.Score.Length,
                ["survival"] = seed.Score.Survival,
                ["settled"] = seed.Score.Settled,
                ["tail"] = seed.Tail,
                ["selected"] = seed.Selected,
            })]),
        };
        foreach ((string figure, string form, Func<CandidateScore, double> of) in
            new (string, string, Func<CandidateScore, double>)[]
            {
                ("return", "0", score => score.Return), ("survival", "0.000", score => score.Survival),
                ("settled", "0.000", score => score.Settled),
            })
        {
            SeedSummary summary = SeedSummary.Of([.. seeds.Select(seed => of(seed.Score))]);
            string Of(double value) => value.ToString(form, System.Globalization.CultureInfo.InvariantCulture);
            context.WriteLine(
                $"  {figure,-9} median {Of(summary.Median)}   quartiles {Of(summary.LowerQuartile)} to "
                + $"{Of(summary.UpperQuartile)}   95 % of the median {Of(summary.Low)} to {Of(summary.High)}   "
                + $"mean {Of(summary.Mean)}");
            document[figure] = new JsonObject
            {
                ["median"] = summary.Median,
                ["lowerQuartile"] = summary.LowerQuartile,
                ["upperQuartile"] = summary.UpperQuartile,
                ["low"] = summary.Low,
                ["high"] = summary.High,
                ["mean"] = summary.Mean,
            };
        }
        int good = seeds.Count(seed => seed.Score is { Survival: >= 0.9, Settled: >= 0.6 });
        int fair = seeds.Count(seed => seed.Score is { Survival: >= 0.85, Settled: >= 0.6 });
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  settled >= 0.6 and survival >= 0.85: {fair} of {seeds.Length}; and >= 0.9: {good} of {seeds.Length}"));
        (document["fair"], document["good"]) = (fair, good);
        return document;
    }
}
