using System.Globalization;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>
/// Aᵢ sin(2π nᵢ σ) on each axis, where σ counts periods and comes up to speed over the ramp (specification §6): it
/// starts at rest at the origin.
/// </summary>
public sealed class Lissajous : IReference
{
    /// <summary>The ramp of the standard references, in s.</summary>
    public const double StandardRamp = 2;

    /// <summary>The curve.</summary>
    /// <param name="amplitudes">In m.</param>
    /// <param name="frequencies">How often each axis swings in a period.</param>
    /// <param name="period">In s.</param>
    /// <param name="ramp">In s; 0 starts at full speed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A period that is not positive, a negative ramp, or a number that
    /// is not finite.</exception>
    public Lissajous(
        Vector3D amplitudes, (int X, int Y, int Z) frequencies, double period, double ramp = StandardRamp)
    {
        if (!double.IsFinite(amplitudes.Length))
            throw new ArgumentOutOfRangeException(nameof(amplitudes), "expected finite numbers");
        if (!(period > 0 && double.IsFinite(period)))
            throw new ArgumentOutOfRangeException(nameof(period), "expected a finite number above 0");
        if (!(ramp >= 0 && double.IsFinite(ramp)))
            throw new ArgumentOutOfRangeException(nameof(ramp), "expected a finite number, 0 or more");
        (Amplitudes, Frequencies, Period, Ramp) = (amplitudes, frequencies, period, ramp);
    }

    /// <summary>In m.</summary>
    public Vector3D Amplitudes { get; }

    /// <summary>How often each axis swings in a period.</summary>
    public (int X, int Y, int Z) Frequencies { get; }

    /// <summary>In s.</summary>
    public double Period { get; }

    /// <summary>Time until it moves at full speed, in s.</summary>
    public double Ramp { get; }

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture,
        $"lissajous {Amplitudes.X:0.###} x {Amplitudes.Y:0.###} x {Amplitudes.Z:0.###} m, {Period:0.###} s");

    /// <summary>The preset of RLtools: 0.5 m twice and 1 m once in 6.5 s, level.</summary>
    /// <param name="scale">Factor on the amplitudes.</param>
    /// <param name="period">In s.</param>
    public static Lissajous RlTools(double scale = 1, double period = 6.5) =>
        new(scale * new Vector3D(0.5, 1, 0), (2, 1, 1), period);

    /// <inheritdoc/>
    public Vector3D PositionAt(double time)
    {
        double turns = Phase(time).Turns;
        return OnAxes((amplitude, frequency) => amplitude * Math.Sin(2 * Math.PI * frequency * turns));
    }

    /// <inheritdoc/>
    public Vector3D VelocityAt(double time)
    {
        (double turns, double rate, _) = Phase(time);
        return OnAxes((amplitude, frequency) =>
        {
            double factor = 2 * Math.PI * frequency;
            return amplitude * factor * rate * Math.Cos(factor * turns);
        });
    }

    /// <inheritdoc/>
    public Vector3D? AccelerationAt(double time)
    {
        (double turns, double rate, double change) = Phase(time);
        return OnAxes((amplitude, frequency) =>
        {
            double factor = 2 * Math.PI * frequency, swept = factor * rate;
            return amplitude * ((factor * change * Math.Cos(factor * turns))
                - (swept * swept * Math.Sin(factor * turns)));
        });
    }

    // σ, σ' = min(t / ramp, 1) / period, and σ''.
    private (double Turns, double Rate, double Change) Phase(double time) => time < Ramp
        ? (time * time / (2 * Ramp * Period), time / (Ramp * Period), 1 / (Ramp * Period))
        : ((time - (Ramp / 2)) / Period, 1 / Period, 0);

    // A zero is added so that none is negative, which tables would show.
    private Vector3D OnAxes(Func<double, int, double> of) => default(Vector3D)
        + new Vector3D(
            of(Amplitudes.X, Frequencies.X), of(Amplitudes.Y, Frequencies.Y), of(Amplitudes.Z, Frequencies.Z));
}
