using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>One moment of a flight.</summary>
/// <param name="Time">In s.</param>
/// <param name="State">The rows of <see cref="StateRow"/>.</param>
/// <param name="Action">What the rotors were told at this moment, four numbers; empty at the end of the flight.</param>
/// <param name="ReferencePosition">Where the drone was to be, in m.</param>
/// <param name="ReferenceVelocity">How fast, in m/s.</param>
public sealed record TracePoint(
    double Time, IReadOnlyList<float> State, IReadOnlyList<float> Action,
    Vector3D ReferencePosition, Vector3D ReferenceVelocity)
{
    /// <summary>World axes, in m.</summary>
    public Vector3D Position => At(StateRow.Position);

    /// <summary>World axes, in m/s.</summary>
    public Vector3D Velocity => At(StateRow.Velocity);

    /// <summary>From the reference to the drone, in m.</summary>
    public Vector3D Error => Position - ReferencePosition;

    private Vector3D At(int row) => new(State[row], State[row + 1], State[row + 2]);
}
