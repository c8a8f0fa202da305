using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Evaluation;

/// <summary>One moment of an episode.</summary>
/// <param name="Time">In s.</param>
/// <param name="State">The rows of <see cref="StateRow"/>.</param>
/// <param name="Action">What the rotors were told at this moment, four numbers; empty at the end.</param>
/// <param name="Costs">The squares that the reward of the step weighs; null at the end.</param>
/// <param name="Reward">Of the step, under the weights of the evaluation; 0 at the end.</param>
public sealed record EpisodeMoment(
    double Time, IReadOnlyList<float> State, IReadOnlyList<float> Action, RewardCosts? Costs, double Reward)
{
    /// <summary>World axes, in m.</summary>
    public Vector3D Position => At(StateRow.Position);

    /// <summary>Body axes, in rad/s.</summary>
    public Vector3D AngularVelocity => At(StateRow.AngularVelocity);

    /// <summary>Angle between the drone's axis and the vertical, in rad.</summary>
    public double Tilt
    {
        get
        {
            double x = State[StateRow.Attitude + 1], y = State[StateRow.Attitude + 2];
            return Math.Acos(Math.Clamp(1 - (2 * ((x * x) + (y * y))), -1, 1));
        }
    }

    private Vector3D At(int row) => new(State[row], State[row + 1], State[row + 2]);
}
