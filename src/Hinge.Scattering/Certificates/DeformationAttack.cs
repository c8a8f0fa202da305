using Hinge.Core.Randomness;

namespace Hinge.Scattering.Certificates;

/// <summary>
/// Attacks on the deformation lines: of each class, ‖f - F_τf‖ against its bound, and the change of the features
/// against that times the Lipschitz constant.
/// </summary>
internal sealed class DeformationAttack(
    Probe probe, Certificate certificate, VerificationSettings settings, CancellationToken cancel)
{
    private readonly GridSize _grid = probe.Network.Size;

    /// <summary>Trigonometric polynomials with N ≥ 16R; a over (0, ½] and (½, 1).</summary>
    public VerificationCheck BandLimited()
    {
        int shortest = _grid.Dimensions == 1 ? _grid.Columns : Math.Min(_grid.Rows, _grid.Columns);
        return Run("band-limited", random =>
        {
            int radius = random.NextInt32(1, (shortest / 16) + 1);
            Func<double, double, double> signal = TestSignal.BandLimited(random, _grid.Dimensions, radius);
            Displacement shift = Displacement.Draw(random, _grid.Dimensions, 1);
            double unit = shift.Steepness(_grid.Dimensions);
            double size = unit > 0
                ? 0.98 * random.NextDouble() / unit
                : Math.Pow(10, -4 * random.NextDouble()) / radius;
            shift = shift.WithSize(size);
            double[] still = Sampled(signal, null);
            double bound = Deformation.BandLimited(
                radius, shift.Size, 0, shift.Steepness(_grid.Dimensions), Probe.Norm(still))!.Value;
            return (signal, shift, still, bound, $"R {radius}");
        }, applies: shortest >= 16);
    }

    /// <summary>A wave and an interval or disc, the jumps of half of them 10⁻⁹ … 10⁻⁴ beside a sample.</summary>
    public VerificationCheck Cartoon() => Run("cartoon", random =>
    {
        double wave = random.NextInt32(2) == 0 ? 0 : random.NextGaussian(), height = 0.1 + random.NextDouble();
        double phase = random.NextDouble(), radius = 0.05 + (0.3 * random.NextDouble());
        double centreX = random.NextDouble(), centreY = _grid.Dimensions == 1 ? 0 : random.NextDouble();
        if (random.NextInt32(2) == 0)
        {
            // The right edge on a sample, but for a hair.
            centreY = _grid.Dimensions == 1 ? 0 : Math.Round(centreY * _grid.Rows) / _grid.Rows;
            double edge = Math.Round((centreX + radius) * _grid.Columns) / _grid.Columns;
            centreX = edge - radius
                + (Math.Pow(10, -9 + (5 * random.NextDouble())) * (random.NextInt32(2) == 0 ? 1 : -1));
        }
        double Signal(double y, double x) =>
            (wave * Math.Sin(2 * Math.PI * (x + phase)))
            + (TestSignal.Distance(y, x, centreY, centreX) <= radius ? height : 0);
        Displacement shift = Displacement.Draw(random, _grid.Dimensions, Size(random));
        int near = TestSignal.CountBetween(_grid, centreY, centreX, radius - shift.Size, radius + shift.Size);
        if (_grid.Dimensions == 1)
            near = Deformation.NearTwoJumps(_grid.Columns, shift.Size);
        double bound = Deformation.Cartoon(
            2 * Math.PI * Math.Abs(wave), height, _grid.Count, near, shift.Size);
        return (Signal, shift, Sampled(Signal, null), bound, "disc");
    });

    /// <summary>Cones.</summary>
    public VerificationCheck Lipschitz() => Run("lipschitz class", random =>
    {
        double radius = 0.1 + (0.3 * random.NextDouble()), height = random.NextGaussian();
        double centreX = random.NextDouble(), centreY = _grid.Dimensions == 1 ? 0 : random.NextDouble();
        double Signal(double y, double x) =>
            height * Math.Max(0, 1 - (TestSignal.Distance(y, x, centreY, centreX) / radius));
        Displacement shift = Displacement.Draw(random, _grid.Dimensions, Size(random));
        int near = TestSignal.CountBetween(_grid, centreY, centreX, 0, radius + shift.Size);
        double bound = Deformation.Lipschitz(Math.Abs(height) / radius, near, shift.Size);
        return (Signal, shift, Sampled(Signal, null), bound, "cone");
    });

    private static double Size(RandomStream random) => Math.Pow(10, -1 - (9 * random.NextDouble()));

    private double[] Sampled(Func<double, double, double> signal, Displacement? shift) =>
        TestSignal.Sample(_grid, signal, shift, probe.Components);

    private VerificationCheck Run(
        string name,
        Func<RandomStream,
            (Func<double, double, double> Signal, Displacement Shift, double[] Still, double Bound, string Words)> draw,
        bool applies = true)
    {
        WorstCase worst = new(name);
        RandomStream all = new RandomStream(settings.Seed).Split(name);
        for (int index = 0; applies && index < settings.Deformations; index++)
        {
            cancel.ThrowIfCancellationRequested();
            (Func<double, double, double> signal, Displacement shift, double[] still, double bound, string words) =
                draw(all.Split((ulong)index));
            double[] moved = Sampled(signal, shift);
            // A shift of 1e-10 changes a sample by no more than the rounding of its place.
            double room = bound + (1e-13 * Math.Sqrt(still.Length) * Math.Max(1, Probe.Norm(still)));
            string where = $"{words}, case {index} of seed {settings.Seed}";
            worst.Take(Probe.Norm(still, moved) / room, where + ", signals", still, moved);
            double change = Probe.Norm(probe.Change(still, moved));
            worst.Take(change / room / certificate.Lipschitz.Value, where + ", features", still, moved);
        }
        return worst.Finish();
    }
}
