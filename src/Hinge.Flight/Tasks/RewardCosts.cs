using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tasks;

/// <summary>
/// The squares that the reward weighs (§3). Kept with a transition, they let every reward be computed again under other
/// weights without simulating.
/// </summary>
/// <param name="Position">|p|² in m².</param>
/// <param name="Tilt">1 - q_w².</param>
/// <param name="Velocity">|v|² in m²/s².</param>
/// <param name="AngularVelocity">|ω|² in rad²/s².</param>
/// <param name="Acceleration">|Δv/dt|² in m²/s⁴.</param>
/// <param name="AngularAcceleration">|Δω/dt|² in rad²/s⁴.</param>
/// <param name="Action">Σ (aᵢ - hoverᵢ)².</param>
public readonly record struct RewardCosts(
    float Position,
    float Tilt,
    float Velocity,
    float AngularVelocity,
    float Acceleration,
    float AngularAcceleration,
    float Action)
{
    /// <summary>The squares of one step.</summary>
    /// <param name="state">Before the step: the rows of <see cref="StateRow"/>.</param>
    /// <param name="next">After it.</param>
    /// <param name="step">Its length in s.</param>
    /// <param name="action">Given to the step; clamped here to [-1, 1].</param>
    /// <param name="hover">The actions at hover.</param>
    public static RewardCosts Of(
        ReadOnlySpan<float> state, ReadOnlySpan<float> next, float step, ReadOnlySpan<float> action,
        ReadOnlySpan<float> hover)
    {
        float effort = 0, w = state[StateRow.Attitude];
        for (int i = 0; i < Drone.RotorCount; i++)
        {
            float off = Math.Clamp(action[i], -1, 1) - hover[i];
            effort += off * off;
        }
        float rate = 1 / (step * step);
        return new(
            Square(state.Slice(StateRow.Position, 3)),
            1 - (w * w),
            Square(state.Slice(StateRow.Velocity, 3)),
            Square(state.Slice(StateRow.AngularVelocity, 3)),
            rate * Change(state.Slice(StateRow.Velocity, 3), next.Slice(StateRow.Velocity, 3)),
            rate * Change(state.Slice(StateRow.AngularVelocity, 3), next.Slice(StateRow.AngularVelocity, 3)),
            effort);
    }

    private static float Square(ReadOnlySpan<float> v) => (v[0] * v[0]) + (v[1] * v[1]) + (v[2] * v[2]);

    private static float Change(ReadOnlySpan<float> from, ReadOnlySpan<float> to) =>
        Square([to[0] - from[0], to[1] - from[1], to[2] - from[2]]);
}
