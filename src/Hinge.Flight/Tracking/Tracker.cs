using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Tracking;

/// <summary>
/// Flies a reference with a policy that has learnt to hover, by moving its origin (specification §6): it sees p - p_ref
/// and v - v_ref, clamped by component.
/// </summary>
public static class Tracker
{
    /// <summary>The standard flight, in s.</summary>
    public const double StandardSeconds = 30;

    /// <summary>The longest flight, in s.</summary>
    public const double MostSeconds = 3600;

    /// <summary>The most steps of a flight: an hour of the standard step, and some.</summary>
    public const int MostSteps = 400_000;

    /// <summary>A flight is lost when it is farther from its reference, in m.</summary>
    public const double LostBeyond = 5;

    /// <summary>What the policy sees of a component of the position error, at most, in m.</summary>
    public const double PositionBound = 0.6;

    /// <summary>What it sees of a component of the velocity error, at most, in m/s.</summary>
    public const double VelocityBound = 2;

    /// <summary>
    /// The standard run: level, at rest, where the reference begins, rotors at mid-range, no past actions; without
    /// noise, disturbance, and the task's bounds; a step is the policy's.
    /// </summary>
    /// <param name="policy">What flies.</param>
    /// <param name="drone">What is flown; may be another than the policy was trained on.</param>
    /// <param name="reference">What it is to follow.</param>
    /// <param name="seconds">How long, in s; at most <see cref="MostSeconds"/> and <see cref="MostSteps"/>.</param>
    /// <param name="cancellation">Ends the flight with an exception.</param>
    /// <exception cref="DroneFormatException">The drone does not pass its checks at the policy's step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Less than a step, or too long.</exception>
    public static TrackingMetrics Run(
        Policy policy, Drone drone, IReference reference, double seconds = StandardSeconds,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Fly(policy.Act, policy.History, policy.Step, drone, reference, seconds, cancellation);
    }

    /// <summary>The same with any law of control.</summary>
    internal static TrackingMetrics Fly(
        Controller controller, int history, double step, Drone drone, IReference reference, double seconds,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(drone);
        ArgumentNullException.ThrowIfNull(reference);
        double most = Math.Min(MostSeconds, MostSteps * step);
        if (!(seconds >= step && seconds <= most))
            throw new ArgumentOutOfRangeException(nameof(seconds), $"{seconds} s is not in [{step}, {most}]");
        int steps = (int)Math.Round(seconds / step);
        Quadrotor quadrotor = new(drone, step);
        ActionHistory past = new(history);
        float[] state = new float[StateRow.Count], action = new float[Drone.RotorCount];
        float[] observation = new float[ObservationLayout.Actor(history)];
        quadrotor.Rest(state);
        Write(reference.PositionAt(0), state.AsSpan(StateRow.Position));

        List<TracePoint> points = new(steps + 1);
        for (int i = 0; ; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double time = i * step;
            TracePoint point =
                new(time, [.. state], [], reference.PositionAt(time), reference.VelocityAt(time));
            points.Add(point);
            // A state that is not a number is lost, too.
            if (!(point.Error.Length <= LostBeyond))
                return TrackingMetrics.Of(new(points, step), reference, time);
            if (i == steps)
                return TrackingMetrics.Of(new(points, step), reference, null);
            Observe(point, past, observation);
            controller(observation, action);
            points[i] = point with { Action = [.. action] };
            quadrotor.Step(state, action);
            past.Push(action);
        }
    }

    private static void Observe(TracePoint point, ActionHistory past, Span<float> observation)
    {
        Span<float> seen = stackalloc float[StateRow.Count];
        for (int i = 0; i < seen.Length; i++)
            seen[i] = point.State[i];
        Write(Clamp(point.Error, PositionBound), seen[StateRow.Position..]);
        Write(Clamp(point.Velocity - point.ReferenceVelocity, VelocityBound), seen[StateRow.Velocity..]);
        ObservationLayout.WriteBody(seen, observation);
        past.Actions.CopyTo(observation[ObservationLayout.Body..]);
    }

    private static Vector3D Clamp(Vector3D value, double bound) => new(
        Math.Clamp(value.X, -bound, bound), Math.Clamp(value.Y, -bound, bound), Math.Clamp(value.Z, -bound, bound));

    private static void Write(Vector3D value, Span<float> target) =>
        (target[0], target[1], target[2]) = ((float)value.X, (float)value.Y, (float)value.Z);
}
