using System.Globalization;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>The origin, and from a time on another place (specification §6).</summary>
public sealed class PositionStep : IReference
{
    /// <summary>The standard step on an axis, in m.</summary>
    public const double StandardSize = 0.5;

    /// <summary>The time of the standard step, in s.</summary>
    public const double StandardTime = 2;

    /// <summary>A step.</summary>
    /// <param name="offset">Where it leads, world axes, in m; not zero.</param>
    /// <param name="time">When, in s.</param>
    /// <exception cref="ArgumentOutOfRangeException">A step of no length, a time that is not positive, or a number
    /// that is not finite.</exception>
    public PositionStep(Vector3D offset, double time = StandardTime)
    {
        if (!(offset.Length > 0 && double.IsFinite(offset.Length)))
            throw new ArgumentOutOfRangeException(nameof(offset), "expected a finite length above 0");
        if (!(time > 0 && double.IsFinite(time)))
            throw new ArgumentOutOfRangeException(nameof(time), "expected a finite number above 0");
        (Offset, Time) = (offset, time);
    }

    /// <summary>Where the step leads, world axes, in m.</summary>
    public Vector3D Offset { get; }

    /// <summary>When, in s.</summary>
    public double Time { get; }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture,
        $"step ({Offset.X:0.###}, {Offset.Y:0.###}, {Offset.Z:0.###}) m");

    /// <inheritdoc/>
    public Vector3D PositionAt(double time) => time < Time ? default : Offset;

    /// <inheritdoc/>
    public Vector3D VelocityAt(double time) => default;
}
