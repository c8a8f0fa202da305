namespace Hinge.Flight.Tracking;

/// <summary>How a flight followed a step (specification §6).</summary>
/// <param name="Rise">Time from 10 to 90 % of the way, in s; null where it never got there.</param>
/// <param name="Overshoot">How far it went beyond, as a share of the way; 0 or more.</param>
/// <param name="Settling">
/// Time from the step until the distance to the target stays within 5 cm, in s; null where it does not.
/// </param>
/// <param name="SteadyError">Mean distance to the target in the last 2 s, in m; null for a lost flight.</param>
public sealed record StepResponse(double? Rise, double Overshoot, double? Settling, double? SteadyError)
{
    private const double Band = 0.05;
    private const double Tail = 2;

    /// <summary>The response in a flight.</summary>
    /// <param name="trace">The flight.</param>
    /// <param name="step">The step that it was to follow.</param>
    /// <param name="lost">Whether the flight was cut off.</param>
    public static StepResponse Of(Trace trace, PositionStep step, bool lost = false)
    {
        ArgumentNullException.ThrowIfNull(trace);
        ArgumentNullException.ThrowIfNull(step);
        double square = step.Offset.Dot(step.Offset);
        StepResponse response = Of(
            [.. trace.Points.Select(point => point.Time)],
            [.. trace.Points.Select(point => point.Position.Dot(step.Offset) / square)],
            [.. trace.Points.Select(point => (point.Position - step.Offset).Length)],
            step.Time);
        return lost ? response with { SteadyError = null } : response;
    }

    /// <summary>The response of a signal.</summary>
    /// <param name="times">In s, rising.</param>
    /// <param name="way">The signal along the step: 0 before, 1 at the target.</param>
    /// <param name="distance">From the target, in m.</param>
    /// <param name="start">Time of the step.</param>
    internal static StepResponse Of(double[] times, double[] way, double[] distance, double start)
    {
        int first = Array.FindIndex(times, time => time >= start);
        if (first < 0)
            return new(null, 0, null, null);
        double? low = Crossing(times, way, first, 0.1), high = Crossing(times, way, first, 0.9);
        int outside = Array.FindLastIndex(distance, each => !(each <= Band));
        double? settled = outside == times.Length - 1 ? null : times[Math.Max(outside + 1, first)] - start;
        double[] tail = [.. distance.Where((_, i) => times[i] >= times[^1] - Tail)];
        return new(high - low, Math.Max(0, way[first..].Max() - 1), settled, tail.Average());
    }

    // Straight between samples.
    private static double? Crossing(double[] times, double[] way, int first, double level)
    {
        for (int i = first; i < way.Length; i++)
        {
            if (way[i] < level)
                continue;
            return i == first
                ? times[i]
                : times[i - 1] + ((times[i] - times[i - 1]) * (level - way[i - 1]) / (way[i] - way[i - 1]));
        }
        return null;
    }
}
