namespace Hinge.Flight.Dynamics;

/// <summary>One drone, one step at a time, in scalar code: what the simulator means (specification §2.4).</summary>
public sealed class Quadrotor
{
    /// <summary>The step of the reference, in s.</summary>
    public const double StandardStep = 0.01;

    private readonly QuadrotorConstants<float> _constants;

    /// <summary>Prepares a drone.</summary>
    /// <param name="drone">Any drone of a valid file.</param>
    /// <param name="step">In s; at most every time constant of its motors.</param>
    /// <exception cref="DroneFormatException">The drone does not pass its checks at this step.</exception>
    public Quadrotor(Drone drone, double step = StandardStep)
    {
        _constants = QuadrotorConstants<float>.Of(drone, step);
        Drone = drone;
    }

    /// <summary>The drone.</summary>
    public Drone Drone { get; }

    /// <summary>Moves a state one step on, under constant commands.</summary>
    /// <param name="state">The rows of <see cref="StateRow"/>; changed in place.</param>
    /// <param name="action">Four numbers, clamped to [-1, 1]; -1 is the least command, 1 the greatest.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public void Step(Span<float> state, ReadOnlySpan<float> action)
    {
        if (state.Length < StateRow.Count || action.Length < Drone.RotorCount)
            throw new ArgumentException($"a state has {StateRow.Count} numbers and an action {Drone.RotorCount}");
        QuadrotorDynamics.Step(_constants, state, action);
    }

    /// <summary>Writes the state of a level drone at rest at the origin, rotors at mid-range, undisturbed.</summary>
    /// <param name="state">Receives the rows of <see cref="StateRow"/>.</param>
    public void Rest(Span<float> state)
    {
        state[..StateRow.Count].Clear();
        state[StateRow.Attitude] = 1;
        float middle = (_constants.CommandMin + _constants.CommandMax) / 2;
        state.Slice(StateRow.Rotors, Drone.RotorCount).Fill(middle);
    }
}
