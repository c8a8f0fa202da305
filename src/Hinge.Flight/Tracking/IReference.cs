using System.Globalization;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>Where a drone is to be, and how fast, at every time (specification §6).</summary>
public interface IReference
{
    /// <summary>What it is, for a line of a result: <c>figure-eight 1 m, 5.5 s</c>.</summary>
    string Name { get; }

    /// <summary>The position at a time.</summary>
    /// <param name="time">In s, 0 or more.</param>
    /// <returns>World axes, in m.</returns>
    Vector3D PositionAt(double time);

    /// <summary>The velocity at a time.</summary>
    /// <param name="time">In s, 0 or more.</param>
    /// <returns>World axes, in m/s.</returns>
    Vector3D VelocityAt(double time);

    /// <summary>The acceleration that it demands at a time; null where none is known, as where it jumps.</summary>
    /// <param name="time">In s, 0 or more.</param>
    /// <returns>World axes, in m/s².</returns>
    Vector3D? AccelerationAt(double time) => null;

    /// <summary>How a message names a time of it.</summary>
    /// <param name="time">In s, 0 or more.</param>
    string PlaceOf(double time) => string.Create(CultureInfo.InvariantCulture, $"{time:0.##} s");
}
