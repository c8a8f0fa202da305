namespace Hinge.Flight.Tasks;

/// <summary>Deviations of the normal noise on what the actor sees (§3).</summary>
public sealed record ObservationNoise
{
    /// <summary>No noise.</summary>
    public static ObservationNoise None { get; } =
        new() { Position = 0, Rotation = 0, Velocity = 0, AngularVelocity = 0 };

    /// <summary>On each coordinate, in m.</summary>
    public double Position { get; init; } = 0.001;

    /// <summary>On each entry of the rotation matrix.</summary>
    public double Rotation { get; init; } = 0.001;

    /// <summary>In m/s.</summary>
    public double Velocity { get; init; } = 0.002;

    /// <summary>In rad/s.</summary>
    public double AngularVelocity { get; init; } = 0.002;
}
