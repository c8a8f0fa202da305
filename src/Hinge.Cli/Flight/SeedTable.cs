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
        FlightSettings settings = study.Settings;
        context.WriteLine(
            $"{settings.Drone.Name}; recipe {settings.Recipe.Name}; "
            + Text($"{settings.Steps:N0} steps; {study.Seeds.Count} seeds, {settings.Threads} side by side"));
        IReadOnlyList<CaseSummary> cases = CaseSummary.Of(study.Run(context.Progress, context.Cancellation));
        foreach (CaseSummary each in cases)
        {
            context.WriteLine(each.Name);
            WriteSeeds(context, each);
            WriteSummary(context, each);
        }
        if (cases.Count > 1)
            WriteCases(context, cases);
        StudyReport.Write(study, cases);
        context.WriteLine($"wrote {study.Path}");
        context.WriteJson(new JsonObject
        {
            ["folder"] = study.Path,
            ["cases"] = new JsonArray([.. cases.Select(Document)]),
        });
    }

    /// <summary>The figure-eight of a seed: its error in m, or when it was lost.</summary>
    public static string Eight(SeedOutcome seed) => seed switch
    {
        { EightLostAt: { } lost } => Text($"lost {lost:0.0} s"),
        { EightRmse: { } rmse } => Text($"{rmse:0.000}"),
        _ => "–",
    };

    private static void WriteSeeds(CommandContext context, CaseSummary each)
    {
        context.WriteLine("  seed   return   length   survival   settled   tail m      eight m   CPU s   selected");
        foreach (SeedOutcome seed in each.Seeds)
        {
            CandidateScore score = seed.Score;
            string cost = seed.ProcessorSeconds is { } seconds ? Text($"{seconds:0.0}") : "–";
            string tail = seed.Tail is { } distance ? Text($"{distance:0.000}") : "–";
            context.WriteLine(
                Text($"  {seed.Seed,4}   {score.Return,6:0}   {score.Length,6:0}   {score.Survival,8:0.000}   ")
                + Text($"{score.Settled,7:0.000}   {tail,6}   {Eight(seed),10}   {cost,5}   {seed.Selected}"));
        }
    }

    private static void WriteSummary(CommandContext context, CaseSummary each)
    {
        Line("return", "0", each.Return);
        Line("survival", "0.000", each.Survival);
        Line("settled", "0.000", each.Settled);
        if (each.Eight is { } eight)
            Line("eight m", "0.000", eight);
        int count = each.Seeds.Count;
        context.WriteLine(
            $"  settled >= 0.6 and survival >= 0.85: {each.Good(0.85)} of {count}; and >= 0.9: {each.Good(0.9)} of "
            + $"{count}; lost on the figure-eight: {each.EightLost}");

        void Line(string figure, string form, SeedSummary summary)
        {
            string Of(double value) => value.ToString(form, CultureInfo.InvariantCulture);
            context.WriteLine(
                $"  {figure,-9} median {Of(summary.Median)}   quartiles {Of(summary.LowerQuartile)} to "
                + $"{Of(summary.UpperQuartile)}   95 % of the median {Of(summary.Low)} to {Of(summary.High)}   "
                + $"mean {Of(summary.Mean)}");
        }
    }

    // Medians side by side, for ablations.
    private static void WriteCases(CommandContext context, IReadOnlyList<CaseSummary> cases)
    {
        int widest = cases.Max(each => each.Name.Length);
        context.WriteLine("medians");
        context.WriteLine($"  {"".PadRight(widest)}   return     quartiles   survival   settled   eight m   seeds");
        foreach (CaseSummary each in cases)
        {
            string quartiles = Text($"{each.Return.LowerQuartile:0} to {each.Return.UpperQuartile:0}");
            string eight = each.Eight is { } known ? Text($"{known.Median:0.000}") : "–";
            context.WriteLine(
                Text($"  {each.Name.PadRight(widest)}   {each.Return.Median,6:0}   {quartiles,11}   ")
                + Text($"{each.Survival.Median,8:0.000}   {each.Settled.Median,7:0.000}   {eight,7}   ")
                + Text($"{each.Seeds.Count,5}"));
        }
    }

    private static JsonObject Document(CaseSummary each)
    {
        JsonObject document = new()
        {
            ["name"] = each.Name,
            ["seeds"] = new JsonArray([.. each.Seeds.Select(seed => new JsonObject
            {
                ["seed"] = seed.Seed,
                ["return"] = seed.Score.Return,
                ["length"] = seed.Score.Length,
                ["survival"] = seed.Score.Survival,
                ["settled"] = seed.Score.Settled,
                ["tail"] = seed.Tail,
                ["eightRmse"] = seed.EightRmse,
                ["eightLostAt"] = seed.EightLostAt,
                ["selected"] = seed.Selected,
            })]),
            ["return"] = Document(each.Return),
            ["survival"] = Document(each.Survival),
            ["settled"] = Document(each.Settled),
            ["fair"] = each.Good(0.85),
            ["good"] = each.Good(0.9),
            ["eightLost"] = each.EightLost,
        };
        if (each.Eight is { } eight)
            document["eight"] = Document(eight);
        return document;
    }

    private static JsonObject Document(SeedSummary summary) => new()
    {
        ["median"] = summary.Median,
        ["lowerQuartile"] = summary.LowerQuartile,
        ["upperQuartile"] = summary.UpperQuartile,
        ["low"] = summary.Low,
        ["high"] = summary.High,
        ["mean"] = summary.Mean,
    };

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
