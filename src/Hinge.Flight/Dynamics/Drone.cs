namespace Hinge.Flight.Dynamics;

/// <summary>
/// A quadrotor: mass, inertia and four rotors (specification §2). Body axes are x forward, y left, z up; SI units.
/// </summary>
public sealed record Drone
{
    /// <summary>How many rotors a drone has.</summary>
    public const int RotorCount = 4;

    private static readonly Lazy<Drone>[] s_builtIn =
        [.. DroneFile.BuiltInNames.Select(name => new Lazy<Drone>(() => DroneFile.ReadBuiltIn(name)))];

    /// <summary>A short name, for listings.</summary>
    public required string Name { get; init; }

    /// <summary>In kg.</summary>
    public required double Mass { get; init; }

    /// <summary>Acceleration of free fall, world axes, in m/s².</summary>
    public Vector3D Gravity { get; init; } = new(0, 0, -9.81);

    /// <summary>About the centre of mass, body axes, in kg m².</summary>
    public required InertiaTensor Inertia { get; init; }

    /// <summary>The commands of the motors.</summary>
    public required CommandRange Command { get; init; }

    /// <summary>The rotors, in the order of the action vector.</summary>
    public required IReadOnlyList<Rotor> Rotors { get; init; }

    /// <summary>The drones that come with the library.</summary>
    public static IReadOnlyList<Drone> BuiltIn => [.. s_builtIn.Select(drone => drone.Value)];

    /// <summary>The Crazyflie 2 of the reference (27 g).</summary>
    public static Drone Crazyflie => s_builtIn[0].Value;

    /// <summary>A Crazyflie with its decks (30.6 g), slow-falling motors.</summary>
    public static Drone CrazyflieFlow => s_builtIn[1].Value;

    /// <summary>A Holybro X500 (2 kg).</summary>
    public static Drone X500 => s_builtIn[2].Value;

    /// <summary>The X500 of the Gazebo simulator.</summary>
    public static Drone X500Sim => s_builtIn[3].Value;

    /// <summary>Mean distance of the rotors from the z axis, in m.</summary>
    public double Arm => Rotors.Average(rotor => Math.Sqrt(
        (rotor.Position.X * rotor.Position.X) + (rotor.Position.Y * rotor.Position.Y)));

    /// <summary>In N.</summary>
    public double Weight => Mass * Gravity.Length;

    /// <summary>Reads a drone file and checks it.</summary>
    /// <param name="path">A JSON file, or the name of a built-in drone.</param>
    /// <exception cref="DroneFormatException">Missing, not a drone file, or not a drone that can hover.</exception>
    public static Drone Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        int known = DroneFile.BuiltInNames.IndexOf(path);
        return known >= 0 ? s_builtIn[known].Value : DroneFile.Read(path);
    }

    /// <summary>Reads the text of a drone file and checks it.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="source">The name that messages begin with.</param>
    /// <exception cref="DroneFormatException">Not a drone file, or not a drone that can hover.</exception>
    public static Drone Parse(ReadOnlySpan<byte> utf8, string source) => DroneFile.Parse(utf8, source);

    /// <summary>The text of a drone file, which <see cref="Parse"/> reads back to an equal drone.</summary>
    public string ToJson() => DroneFileWriter.Write(this);

    /// <summary>Holds the drone to the checks of §2.3.</summary>
    /// <param name="step">Length of a simulation step in s; no motor may be faster.</param>
    /// <returns>What is allowed but strange, one line each.</returns>
    /// <exception cref="DroneFormatException">A value is out of its range, or the drone cannot hover.</exception>
    public IReadOnlyList<string> Check(double step = Quadrotor.StandardStep) => DroneChecks.Run(this, step);
}
