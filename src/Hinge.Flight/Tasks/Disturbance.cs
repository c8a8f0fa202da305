using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tasks;

/// <summary>The outer force and torque that stay through an episode, normal and independent by axis (§3).</summary>
public sealed record Disturbance
{
    /// <summary>The arm for which <see cref="TorqueLever"/> is meant, in m: that of the Crazyflie.</summary>
    public const double ReferenceArm = 0.039598;

    /// <summary>Deviation of the force over the weight.</summary>
    public double ForcePerWeight { get; init; } = 0.05;

    /// <summary>
    /// Deviation of the torque over the weight, in m, for an arm of <see cref="ReferenceArm"/>; it grows with the arm.
    /// </summary>
    public double TorqueLever { get; init; } = 1e-4;

    /// <summary>Deviation of each component of the force for a drone, in N.</summary>
    /// <param name="drone">The drone.</param>
    public double ForceOf(Drone drone) => ForcePerWeight * Weight(drone);

    /// <summary>Deviation of each component of the torque for a drone, in N m.</summary>
    /// <param name="drone">The drone.</param>
    public double TorqueOf(Drone drone) => TorqueLever * Weight(drone) * drone.Arm / ReferenceArm;

    /// <summary>Draws the constant rows of a state.</summary>
    /// <param name="random">The episode's stream.</param>
    /// <param name="force">Deviation in N, <see cref="ForceOf"/>.</param>
    /// <param name="torque">Deviation in N m, <see cref="TorqueOf"/>.</param>
    /// <param name="state">Receives rows 17 to 22 of <see cref="StateRow"/>.</param>
    public static void Draw(RandomStream random, double force, double torque, Span<float> state)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ref float value in state.Slice(StateRow.Force, 3))
            value = (float)(force * random.NextGaussian());
        foreach (ref float value in state.Slice(StateRow.Torque, 3))
            value = (float)(torque * random.NextGaussian());
    }

    private static double Weight(Drone drone)
    {
        ArgumentNullException.ThrowIfNull(drone);
        return drone.Weight;
    }
}
