using System.Text.Json.Nodes;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Learning;
using Hinge.Flight.Runs;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Flight;

/// <summary>A training as sections of a report: how it learnt, what was selected, how the test ended.</summary>
internal static class FlightReport
{
    private const int Bins = 30;
    private const double Farthest = 0.6;

    /// <summary>Adds the sections.</summary>
    /// <param name="report">The report.</param>
    /// <param name="run">The run, whose log is there.</param>
    /// <param name="result">What it found.</param>
    public static void Add(Report report, FlightRun run, FlightResult result)
    {
        JsonObject[] records = [.. File.ReadLines(Path.Combine(run.Path, "metrics.jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject())];
        ReportSection section = report.AddSection("How it learnt");
        section.Text(
            "One simulated drone is thrown again and again. The network that flies it learns from everything that "
            + "happened so far; the reward weighs position, velocity and effort more as training goes on.");
        section.Figure(Lengths(records, run.Settings), "Mean length of the last hundred episodes.",
            "Mean episode length against training steps");
        if (result.Candidates.Count > 0)
        {
            section.Figure(
                Returns(result), "Return of the candidates on the same 100 throws: the last one is not the best.",
                "Return of the candidates against training steps");
            section.Text(FlightLines.Selected(result) + ".");
        }
        if (result.Test is not { } test)
            return;
        section = report.AddSection("The test");
        section.Text(FlightLines.Test("test", test));
        section.Figure(
            Ends(test), "Where the survivors end: distance from the point they were to hold.",
            "Histogram of the end errors");
        if (result.Track is { } track)
            TrackReport.Add(report, track);
    }

    private static Figure Lengths(JsonObject[] records, FlightSettings settings)
    {
        JsonObject[] progress = [.. records.Where(record => (string?)record["type"] == "progress")];
        return Figures.Lines(
            new Axis("step", ""), new Axis("episode length", "s"),
            new Series(
                "mean of the last hundred episodes",
                [.. progress.Select(record => (double)record["step"]!)],
                [.. progress.Select(record => (double)record["length"]! * settings.Task.Step)]));
    }

    private static Figure Returns(FlightResult result)
    {
        Series Of(string name, CandidateKind kind)
        {
            Candidate[] of = [.. result.Candidates.Where(candidate => candidate.Kind == kind)];
            return new(name, [.. of.Select(each => (double)each.Step)], [.. of.Select(each => each.First.Return)]);
        }
        return Figures.Lines(
            new Axis("step", ""), new Axis("return of 1000", ""), Of("actor", CandidateKind.Actor),
            Of("target actor", CandidateKind.Target), Of("average actor", CandidateKind.Average));
    }

    private static Figure Ends(PolicyEvaluation test)
    {
        double[] counts = new double[Bins], middles = new double[Bins];
        for (int i = 0; i < Bins; i++)
            middles[i] = (i + 0.5) * Farthest / Bins;
        foreach (EpisodeMetrics episode in test.Episodes.Where(episode => episode.Survived))
            counts[Math.Clamp((int)(episode.EndError / Farthest * Bins), 0, Bins - 1)]++;
        return Figures.Lines(
            new Axis("end error", "m"), new Axis("episodes", ""), new Series("survivors", middles, counts));
    }
}
