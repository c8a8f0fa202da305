using System.Globalization;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>The hardest moment of a reference: where it takes the most thrust to follow exactly.</summary>
/// <param name="Time">When, in s.</param>
/// <param name="Acceleration">What it demands there, in m/s².</param>
/// <param name="ThrustToWeight">The thrust over weight that this takes, gravity included.</param>
public sealed record ReferenceDemand(double Time, double Acceleration, double ThrustToWeight)
{
    /// <summary>Looks at every step of a flight.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="drone">Whose gravity it is.</param>
    /// <param name="seconds">How long the flight lasts, in s.</param>
    /// <param name="step">In s.</param>
    /// <returns>Null where the reference knows no acceleration.</returns>
    public static ReferenceDemand? Of(
        IReference reference, Drone drone, double seconds, double step = Quadrotor.StandardStep)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(drone);
        ReferenceDemand? hardest = null;
        for (int i = 0; i * step <= seconds; i++)
        {
            if (reference.AccelerationAt(i * step) is not { } acceleration)
                continue;
            double needed = (acceleration - drone.Gravity).Length / drone.Gravity.Length;
            if (hardest is null || needed > hardest.ThrustToWeight)
                hardest = new(i * step, acceleration.Length, needed);
        }
        return hardest;
    }

    /// <summary>One line where a reference is faster than a drone can accelerate; else null.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="drone">The drone.</param>
    /// <param name="seconds">How long the flight lasts, in s.</param>
    /// <param name="step">In s.</param>
    public static string? Warning(
        IReference reference, Drone drone, double seconds, double step = Quadrotor.StandardStep)
    {
        if (Of(reference, drone, seconds, step) is not { } demand)
            return null;
        double has = DroneFigures.Of(drone).ThrustToWeight;
        return demand.ThrustToWeight <= has ? null : string.Create(CultureInfo.InvariantCulture,
            $"{reference.Name}: {reference.PlaceOf(demand.Time)}: faster than the drone can accelerate: "
            + $"{demand.Acceleration:0.0} m/s² takes a thrust/weight of {demand.ThrustToWeight:0.00}, {drone.Name} has "
            + $"{has:0.00}");
    }
}
