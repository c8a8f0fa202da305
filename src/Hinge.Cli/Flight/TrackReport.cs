using System.Globalization;
using Hinge.Core.Runs;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tracking;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Flight;

/// <summary>A flight along a reference as pictures, a table and a page.</summary>
internal static class TrackReport
{
    /// <summary>Writes them into the folder of the run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="line">The result in one line.</param>
    /// <param name="drone">What was flown.</param>
    /// <param name="reference">What it was to follow.</param>
    /// <param name="metrics">The flight.</param>
    /// <param name="warnings">What is allowed but strange.</param>
    /// <returns>The names of the files.</returns>
    public static IEnumerable<string> Write(
        RunFolder folder, string line, Drone drone, IReference reference, TrackingMetrics metrics,
        IReadOnlyList<string> warnings)
    {
        // A flight that ended in numbers that are none is drawn up to there.
        TracePoint[] points = [.. metrics.Trace.Points.Where(point => double.IsFinite(point.Error.Length))];
        Figure path = Above(points), error = Error(points);
        Report report = new(
            $"hinge fly track: {reference.Name}",
            $"{drone.Name} along {reference.Name}, flown by a policy that hovers.");
        ReportSection section = report.AddSection("How well it follows");
        section.Text(line);
        foreach (string warning in warnings)
            section.Text($"Warning: {warning}.");
        section.Text(
            "The policy has learnt to hold one point. Here that point moves: the policy sees how far it is from the "
            + "reference, clamped to 0.6 m on each axis, and how much its velocity differs, clamped to 2 m/s.");
        section.Figure(path, "From above: the flight and its reference.", "Path of the flight and of its reference");
        section.Figure(
            error, "Distance to the reference. What counts for RMSE and max comes after 4 s.",
            "Distance to the reference against time");
        AtomicFile.WriteAllBytes(folder.File("path.png"), path.ToPng(Theme.Light));
        AtomicFile.WriteAllBytes(folder.File("error.png"), error.ToPng(Theme.Light));
        List<string> names = ["path.png", "error.png"];
        if (reference is PositionStep step)
        {
            Figure response = Response(points, step);
            section.Figure(
                response, "The way along the step: 0 before, 1 at the target.", "Response to the step against time");
            AtomicFile.WriteAllBytes(folder.File("response.png"), response.ToPng(Theme.Light));
            names.Add("response.png");
        }
        if (metrics.RmseByAxis is { } axis)
        {
            section.Table(
                "Root of the mean square of the error after 4 s, in m.", ["", "x", "y", "z", "distance"],
                ["RMSE", Text(axis.X), Text(axis.Y), Text(axis.Z), Text(metrics.Rmse!.Value)]);
        }
        AtomicFile.WriteAllText(folder.File("trace.csv"), metrics.Trace.ToCsv());
        report.Write(folder.File("report.html"));
        return [.. names, "trace.csv", "report.html"];
    }

    /// <summary>Adds the flight along a reference to a report of something larger.</summary>
    /// <param name="report">The report.</param>
    /// <param name="metrics">The flight.</param>
    /// <param name="csv">Where its numbers lie, in the folder of the report.</param>
    public static void Add(Report report, TrackingMetrics metrics, string csv)
    {
        TracePoint[] points = [.. metrics.Trace.Points.Where(point => double.IsFinite(point.Error.Length))];
        report.AddSection("Following a point that moves")
            .Text($"{FlightLines.Track(metrics)}. Its numbers: {csv}.")
            .Figure(
                Above(points), "From above: the flight and its reference.", "Path of the flight and of its reference")
            .Figure(Error(points), "Distance to the reference.", "Distance to the reference against time");
    }

    private static Figure Above(TracePoint[] points) => Figures.Path(
        new Axis("x", "m"), new Axis("y", "m"),
        new Series("flown", [.. points.Select(p => p.Position.X)], [.. points.Select(p => p.Position.Y)]),
        new Series(
            "reference", [.. points.Select(p => p.ReferencePosition.X)],
            [.. points.Select(p => p.ReferencePosition.Y)]));

    private static Figure Error(TracePoint[] points)
    {
        double[] times = [.. points.Select(point => point.Time)];
        Series Of(string name, Func<Vector3D, double> part) =>
            new(name, times, [.. points.Select(point => part(point.Error))]);
        return Figures.Lines(
            new Axis("time", "s"), new Axis("error", "m"),
            Of("distance", error => error.Length), Of("x", error => error.X), Of("y", error => error.Y),
            Of("z", error => error.Z));
    }

    private static Figure Response(TracePoint[] points, PositionStep step)
    {
        double[] times = [.. points.Select(point => point.Time)];
        double square = step.Offset.Dot(step.Offset);
        return Figures.Lines(
            new Axis("time", "s"), new Axis("way along the step", Axis.PureNumber),
            new Series("flown", times, [.. points.Select(point => point.Position.Dot(step.Offset) / square)]),
            new Series(
                "reference", times, [.. points.Select(point => point.ReferencePosition.Dot(step.Offset) / square)]));
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
