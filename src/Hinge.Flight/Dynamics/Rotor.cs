namespace Hinge.Flight.Dynamics;

/// <summary>
/// A motor with its propeller (specification §2.1): thrust F = c0 + c1 u + c2 u² along <see cref="Axis"/>, reaction
/// torque spin k F about it, and a first-order lag of the command u.
/// </summary>
public sealed record Rotor
{
    /// <summary>From the centre of mass, body axes, in m.</summary>
    public required Vector3D Position { get; init; }

    /// <summary>Direction of the thrust, a unit vector in body axes.</summary>
    public Vector3D Axis { get; init; } = new(0, 0, 1);

    /// <summary>Sign of the reaction torque about the axis: +1 or -1.</summary>
    public required int Spin { get; init; }

    /// <summary>c0, c1, c2 of the thrust in N, over the drone's own command unit.</summary>
    public required Vector3D Thrust { get; init; }

    /// <summary>k: reaction torque per thrust, in m.</summary>
    public required double Torque { get; init; }

    /// <summary>Time constant while the command lies above the state, in s.</summary>
    public required double Rising { get; init; }

    /// <summary>Time constant while the command lies below the state, in s.</summary>
    public required double Falling { get; init; }

    /// <summary>Torque about the centre of mass per newton of thrust, body axes, in m: spin k z + r × z.</summary>
    public Vector3D Lever => (Spin * Torque * Axis) + Position.Cross(Axis);

    /// <summary>The thrust at a command, in N.</summary>
    /// <param name="command">In the drone's command unit.</param>
    public double ThrustAt(double command) => Thrust.X + (command * (Thrust.Y + (command * Thrust.Z)));
}
