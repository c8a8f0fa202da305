using Hinge.Core.Randomness;

namespace Hinge.Scattering.Certificates;

/// <summary>A field τ of displacements, one wave in each component, in parts of the whole axis.</summary>
/// <remarks>τ_j(x) = A_j sin(2π κ·x + φ_j), or the constant A_j where κ is 0.</remarks>
internal readonly record struct Displacement(
    double Down, double Along, int WaveY, int WaveX, double PhaseY, double PhaseX)
{
    /// <summary>‖τ‖_∞ at most.</summary>
    public double Size => Math.Sqrt((Down * Down) + (Along * Along));

    /// <summary>d times the largest entry of the Jacobian, at most.</summary>
    public double Steepness(int dimensions) =>
        dimensions * Math.Max(Math.Abs(Down), Math.Abs(Along)) * 2 * Math.PI
        * Math.Max(Math.Abs(WaveY), Math.Abs(WaveX));

    /// <summary>A field of random waves, constant in one case of three.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="dimensions">1 or 2.</param>
    /// <param name="size">‖τ‖_∞.</param>
    public static Displacement Draw(RandomStream random, int dimensions, double size)
    {
        double turn = dimensions == 1 ? 0 : 2 * Math.PI * random.NextDouble();
        bool constant = random.NextInt32(3) == 0;
        int waveX = constant ? 0 : random.NextInt32(1, 3);
        int waveY = constant || dimensions == 1 ? 0 : random.NextInt32(3);
        double phase = 2 * Math.PI * random.NextDouble();
        return new(size * Math.Sin(turn), size * Math.Cos(turn), waveY, waveX, phase, phase);
    }

    /// <summary>The same waves with another ‖τ‖_∞.</summary>
    public Displacement WithSize(double size) =>
        this with { Down = Down * size / Size, Along = Along * size / Size };

    /// <summary>τ at a point.</summary>
    public (double Down, double Along) At(double y, double x)
    {
        if (WaveX == 0 && WaveY == 0)
            return (Down, Along);
        double angle = 2 * Math.PI * ((WaveY * y) + (WaveX * x));
        return (Down * Math.Sin(angle + PhaseY), Along * Math.Sin(angle + PhaseX));
    }
}
