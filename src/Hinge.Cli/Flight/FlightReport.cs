using System.Text.Json.Nodes;
using Hinge.Core.Runs;
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
        JsonObject[] progress = [.. records.Where(record => (string?)record["type"] == "progress")];
        section.Figure(Lengths(progress, run.Settings), "Mean length of the last hundred episodes (progress.csv).",
            "Mean episode length against training steps");
        Write(run, "progress.csv", "step,episodes,return,length", progress.Select(FormattableString (each) =>
            $"{each["step"]},{each["episodes"]},{each["return"]},{each["length"]}"));
        if (result.Candidates.Count > 0)
        {
            section.Figure(
                Returns(result), "Return of the candidates on the same 100 throws: the last one is not the best "
                + "(candidates.csv).", "Return of the candidates against training steps");
            Write(
                run, "candidates.csv", "step,network,return,survival,settled",
                result.Candidates.Select(FormattableString (each) =>
                {
                    (double value, double survival, double settled) =
                        (each.First.Return, each.First.Survival, each.First.Settled);
                    return $"{each.Step},{each.Network},{value:R},{survival:R},{settled:R}";
                }));
            section.Text(FlightLines.Selected(result) + ".");
        }
        if (result.Test is not { } test)
            return;
        section = report.AddSection("The test");
        section.Text(FlightLines.Test("test", test));
        double[] counts = Ends(test);
        if (counts.Sum() > 0)
        {
            section.Figure(
                Histogram(counts), "Where the survivors end: distance from the point they were to hold "
                + "(end-errors.csv).", "Histogram of the end errors");
            Write(run, "end-errors.csv", "from,to,survivors", counts.Select(FormattableString (count, i) =>
                $"{i * Farthest / Bins:0.###},{(i + 1) * Farthest / Bins:0.###},{count}"));
        }
        EpisodeReport.Add(report, "The median episode", test.Trace(test.Median), FlightRun.MedianTrace);
        if (test.WorstSurvivor is { } worst)
            EpisodeReport.Add(report, "The worst episode that survived", test.Trace(worst), FlightRun.WorstTrace);
        if (result.Track is { } track)
            TrackReport.Add(report, track, FlightRun.TrackTrace);
    }

    private static Figure Lengths(JsonObject[] progress, FlightSettings settings) => Figures.Lines(
        new Axis("step", ""), new Axis("episode length", "s"),
        new Series(
            "mean of the last hundred episodes",
            [.. progress.Select(record => (double)record["step"]!)],
            [.. progress.Select(record => (double)record["length"]! * settings.Task.Step)]));

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

    // Survivors by the distance at the end.
    private static double[] Ends(PolicyEvaluation test)
    {
        double[] counts = new double[Bins];
        foreach (EpisodeMetrics episode in test.Episodes.Where(episode => episode.Survived))
            counts[Math.Clamp((int)(episode.EndError / Farthest * Bins), 0, Bins - 1)]++;
        return counts;
    }

    // As steps: up at the left edge of a bin, down at its right.
    private static Figure Histogram(double[] counts)
    {
        List<double> x = [0], y = [0];
        for (int i = 0; i < Bins; i++)
        {
            x.AddRange([i * Farthest / Bins, (i + 1) * Farthest / Bins]);
            y.AddRange([counts[i], counts[i]]);
        }
        return Figures.Lines(
            new Axis("end error", "m"), new Axis("episodes", ""), new Series("survivors", [.. x, Farthest], [.. y, 0]));
    }

    private static void Write(FlightRun run, string name, string header, IEnumerable<FormattableString> rows) =>
        AtomicFile.WriteAllText(
            Path.Combine(run.Path, name),
            string.Concat(rows.Select(FormattableString.Invariant).Prepend(header).Select(line => line + "\n")));
}
