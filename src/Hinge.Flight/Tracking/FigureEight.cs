using System.Globalization;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>
/// A level figure-eight (specification §6): x = A cos φ, y = A/2 sin 2φ, φ = 2πσ + π/2, σ' = min(t/2, 1)/P. It starts
/// at rest at the origin.
/// </summary>
/// <param name="period">P, one round at full speed, in s.</param>
/// <param name="scale">A, half its length, in m.</param>
/// <exception cref="ArgumentOutOfRangeException">A period that is not positive, or a number that is not finite.
/// </exception>
public sealed class FigureEight(double period = 5.5, double scale = 1) : IReference
{
    // cos(θ + π/2) = -sin θ and sin(2θ + π) = -sin 2θ.
    private readonly Lissajous _curve = new(new(-scale, -scale / 2, 0), (1, 2, 0), period);

    /// <summary>P, in s.</summary>
    public double Period => _curve.Period;

    /// <summary>A, in m.</summary>
    public double Scale { get; } = scale;

    /// <inheritdoc/>
    public string Name =>
        string.Create(CultureInfo.InvariantCulture, $"figure-eight {Scale:0.###} m, {Period:0.###} s");

    /// <inheritdoc/>
    public Vector3D PositionAt(double time) => _curve.PositionAt(time);

    /// <inheritdoc/>
    public Vector3D VelocityAt(double time) => _curve.VelocityAt(time);

    /// <inheritdoc/>
    public Vector3D? AccelerationAt(double time) => _curve.AccelerationAt(time);
}
