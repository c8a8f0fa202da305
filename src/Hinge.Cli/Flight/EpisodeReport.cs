using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Flight;

/// <summary>One episode as a section of a report (specification §11): its path in space, position, tilt, rates and
/// commands against time.</summary>
internal static class EpisodeReport
{
    // Seen from above the first quadrant: x to the lower left, y to the lower right, z up, all equally long.
    private static readonly double s_across = Math.Cos(Math.PI / 6), s_down = Math.Sin(Math.PI / 6);

    /// <summary>Adds it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="title">The heading.</param>
    /// <param name="trace">The episode.</param>
    /// <param name="csv">Where its numbers lie, in the folder of the report.</param>
    public static void Add(Report report, string title, EpisodeTrace trace, string csv)
    {
        EpisodeMetrics metrics = trace.Metrics;
        ReportSection section = report.AddSection(title);
        string end = metrics.Survived
            ? FormattableString.Invariant($"it ends {metrics.EndError:0.00} m from the point it was to hold")
            : FormattableString.Invariant($"it is lost after {trace.Moments[^1].Time:0.00} s");
        section.Text(FormattableString.Invariant(
            $"Episode {metrics.Number} of the test: return {metrics.Return:0} of 1000; {end}. Its numbers: {csv}."));
        section.Figure(
            Space(trace), "The path in space, seen along the diagonal, with its shadow on the level of the lowest "
            + "point. The axes meet at the point to hold.", "Path of the drone in space, as lines in a plane");
        section.Figure(
            Lines(trace, "position", "m", ("x", at => at.Position.X), ("y", at => at.Position.Y),
                ("z", at => at.Position.Z)), "Position; the point to hold is 0.", "Position against time");
        section.Figure(
            Lines(trace, "tilt", "°", ("tilt", at => double.RadiansToDegrees(at.Tilt))),
            "Angle between the drone's axis and the vertical.", "Tilt against time");
        section.Figure(
            Lines(trace, "angular velocity", "rad/s", ("roll", at => at.AngularVelocity.X),
                ("pitch", at => at.AngularVelocity.Y), ("yaw", at => at.AngularVelocity.Z)),
            "Rates about the drone's own axes.", "Angular velocity against time");
        section.Figure(
            Lines(trace, "command", Axis.PureNumber, ("rotor 1", at => Command(at, 0)),
                ("rotor 2", at => Command(at, 1)), ("rotor 3", at => Command(at, 2)),
                ("rotor 4", at => Command(at, 3))),
            "What the network tells the rotors: -1 is the least command, 1 the greatest.", "Commands against time");
    }

    private static double Command(EpisodeMoment moment, int rotor) =>
        rotor < moment.Action.Count ? Math.Clamp(moment.Action[rotor], -1, 1) : double.NaN;

    private static Figure Lines(
        EpisodeTrace trace, string quantity, string unit,
        params (string Name, Func<EpisodeMoment, double> Of)[] series)
    {
        double[] times = [.. trace.Moments.Select(moment => moment.Time)];
        return Figures.Lines(
            new Axis("time", "s"), new Axis(quantity, unit),
            [.. series.Select(one => new Series(one.Name, times, [.. trace.Moments.Select(one.Of)]))]);
    }

    private static Figure Space(EpisodeTrace trace)
    {
        Vector3D[] path = [.. trace.Moments.Select(moment => moment.Position).Where(at => double.IsFinite(at.Length))];
        double floor = Math.Min(0, path.Min(at => at.Z));
        double arm = Math.Max(0.1, path.Max(at => Math.Max(Math.Max(Math.Abs(at.X), Math.Abs(at.Y)), Math.Abs(at.Z))));
        return Figures.Path(
            new Axis("across", "m"), new Axis("up", "m"),
            Flat("flown", path),
            Flat("shadow", [.. path.Select(at => new Vector3D(at.X, at.Y, floor))]),
            Flat("x", [default, new(arm, 0, 0)]), Flat("y", [default, new(0, arm, 0)]),
            Flat("z", [default, new(0, 0, arm)]));
    }

    private static Series Flat(string name, Vector3D[] points) => new(
        name, [.. points.Select(at => (at.Y - at.X) * s_across)],
        [.. points.Select(at => at.Z - ((at.X + at.Y) * s_down))]);
}
