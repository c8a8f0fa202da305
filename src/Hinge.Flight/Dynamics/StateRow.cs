namespace Hinge.Flight.Dynamics;

/// <summary>
/// Where the numbers of a quadrotor's state lie (specification §2.1): 17 that move and 6 that stay through an episode.
/// </summary>
public static class StateRow
{
    /// <summary>p, three numbers: world axes, in m.</summary>
    public const int Position = 0;

    /// <summary>q = (w, x, y, z), four numbers: rotates body to world.</summary>
    public const int Attitude = 3;

    /// <summary>v, three numbers: world axes, in m/s.</summary>
    public const int Velocity = 7;

    /// <summary>ω, three numbers: body axes, in rad/s.</summary>
    public const int AngularVelocity = 10;

    /// <summary>u, four numbers: the rotors' state, in the drone's command unit.</summary>
    public const int Rotors = 13;

    /// <summary>f, three numbers: constant outer force, world axes, in N.</summary>
    public const int Force = 17;

    /// <summary>t, three numbers: constant outer torque, body axes, in N m.</summary>
    public const int Torque = 20;

    /// <summary>All numbers of a state.</summary>
    public const int Count = 23;

    /// <summary>Those that the dynamics change: the rows before <see cref="Force"/>.</summary>
    public const int Moving = 17;
}
