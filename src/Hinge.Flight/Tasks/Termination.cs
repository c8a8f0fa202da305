using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tasks;

/// <summary>When an episode is lost: any component of the next state outside its bound (§3).</summary>
public sealed record Termination
{
    /// <summary>In m.</summary>
    public double Position { get; init; } = 0.6;

    /// <summary>In m/s.</summary>
    public double Velocity { get; init; } = 1000;

    /// <summary>In rad/s.</summary>
    public double AngularVelocity { get; init; } = 1000;

    /// <summary>Whether a state is lost; a state with a NaN in those rows is.</summary>
    /// <param name="state">The rows of <see cref="StateRow"/>.</param>
    public bool Ends(ReadOnlySpan<float> state) =>
        !(Within(state.Slice(StateRow.Position, 3), (float)Position)
            && Within(state.Slice(StateRow.Velocity, 3), (float)Velocity)
            && Within(state.Slice(StateRow.AngularVelocity, 3), (float)AngularVelocity));

    private static bool Within(ReadOnlySpan<float> values, float bound) =>
        Math.Abs(values[0]) <= bound && Math.Abs(values[1]) <= bound && Math.Abs(values[2]) <= bound;
}
