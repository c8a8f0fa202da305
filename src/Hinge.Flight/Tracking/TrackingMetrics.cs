using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>How well a flight followed its reference (specification §6).</summary>
public sealed record TrackingMetrics
{
    /// <summary>Errors count from here on, in s: before, the drone gets up to speed.</summary>
    public const double Settled = 4;

    /// <summary>The name of what it followed: <c>figure-eight 1 m, 5.5 s</c>.</summary>
    public required string Reference { get; init; }

    /// <summary>How long the drone flew, in s.</summary>
    public required double Seconds { get; init; }

    /// <summary>When the error passed <see cref="Tracker.LostBeyond"/>, in s; null where it did not.</summary>
    public required double? LostAt { get; init; }

    /// <summary>Whether the flight was lost.</summary>
    public bool IsLost => LostAt is not null;

    /// <summary>Root of the mean square of the distance after 4 s, in m; null for a flight that did not get there.
    /// </summary>
    public required double? Rmse { get; init; }

    /// <summary>The same by axis.</summary>
    public required Vector3D? RmseByAxis { get; init; }

    /// <summary>The largest distance after 4 s, in m.</summary>
    public required double? Maximum { get; init; }

    /// <summary>
    /// By how much the flight comes after its reference, in s: the shift of the highest cross-correlation after 4 s, at
    /// most 2 s late or 1 s early; null where the reference rests or no such shift is found.
    /// </summary>
    public required double? Lag { get; init; }

    /// <summary>The drone's highest speed, in m/s.</summary>
    public required double PeakSpeed { get; init; }

    /// <summary>The response, for a reference that is a step.</summary>
    public required StepResponse? Step { get; init; }

    /// <summary>The flight.</summary>
    public required Trace Trace { get; init; }

    /// <summary>The figures of a flight.</summary>
    /// <param name="trace">The flight.</param>
    /// <param name="reference">What it was to follow.</param>
    /// <param name="lostAt">When it was lost, in s; null where it was not.</param>
    internal static TrackingMetrics Of(Trace trace, IReference reference, double? lostAt)
    {
        TracePoint[] counted = [.. trace.Points.Where(
            point => point.Time > Settled && double.IsFinite(point.Error.Length))];
        bool any = counted.Length > 0;
        double Root(Func<Vector3D, double> square) =>
            Math.Sqrt(counted.Average(point => square(point.Error)));
        return new()
        {
            Reference = reference.Name,
            Seconds = trace.Points[^1].Time,
            LostAt = lostAt,
            Rmse = any ? Root(error => error.Dot(error)) : null,
            RmseByAxis = any
                ? new(Root(error => error.X * error.X), Root(error => error.Y * error.Y),
                    Root(error => error.Z * error.Z))
                : null,
            Maximum = any ? counted.Max(point => point.Error.Length) : null,
            Lag = any
                ? TimeLag.Of([.. counted.Select(point => point.Position)], counted[0].Time, trace.Step, reference)
                : null,
            PeakSpeed = trace.Points.Max(point => point.Velocity.Length),
            Step = reference is PositionStep step ? StepResponse.Of(trace, step, lostAt is not null) : null,
            Trace = trace,
        };
    }
}
