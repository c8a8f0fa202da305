namespace Hinge.Flight.Dynamics;

/// <summary>What follows from a drone's parameters (specification §2.3).</summary>
/// <param name="Hover">The rotors at hover.</param>
/// <param name="ThrustToWeight">Largest lift over weight.</param>
/// <param name="Roll">
/// Largest angular acceleration about x that the rotors can give in both directions, in rad/s².
/// </param>
/// <param name="Pitch">The same about y.</param>
/// <param name="Yaw">The same about z.</param>
public sealed record DroneFigures(HoverSolution Hover, double ThrustToWeight, double Roll, double Pitch, double Yaw)
{
    /// <summary>The figures of a drone.</summary>
    /// <param name="drone">With positive mass, gravity and inertia.</param>
    public static DroneFigures Of(Drone drone)
    {
        ArgumentNullException.ThrowIfNull(drone);
        InertiaTensor inverse = drone.Inertia.Inverse();
        return new(
            HoverSolution.Of(drone),
            LargestLift(drone) / drone.Weight,
            Authority(drone, lever => (inverse * lever).X),
            Authority(drone, lever => (inverse * lever).Y),
            Authority(drone, lever => (inverse * lever).Z));
    }

    /// <summary>All rotors at full command, along the direction against gravity, in N.</summary>
    internal static double LargestLift(Drone drone)
    {
        Vector3D up = -1 / drone.Gravity.Length * drone.Gravity;
        return drone.Rotors.Sum(rotor => rotor.ThrustAt(drone.Command.Max) * rotor.Axis.Dot(up));
    }

    private static double Authority(Drone drone, Func<Vector3D, double> about)
    {
        double least = 0, most = 0;
        foreach (Rotor rotor in drone.Rotors)
        {
            double row = about(rotor.Lever);
            double idle = row * rotor.ThrustAt(drone.Command.Min), full = row * rotor.ThrustAt(drone.Command.Max);
            least += Math.Min(idle, full);
            most += Math.Max(idle, full);
        }
        return Math.Max(0, Math.Min(most, -least));
    }
}
