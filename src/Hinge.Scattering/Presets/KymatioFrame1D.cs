using System.Numerics;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Presets;

/// <summary>
/// A Morlet bank of kymatio in one dimension, on a padded grid and on those its transform reduces signals to. The
/// filters for signals already reduced by 2^r are the sums of the 2^r aliases.
/// </summary>
/// <param name="Scales">J; averages are over 2^J samples.</param>
/// <param name="Wavelets">Q, wavelets an octave; 0 for the low-pass alone.</param>
/// <param name="Padded">Samples of the first grid.</param>
internal sealed record KymatioFrame1D(int Scales, int Wavelets, int Padded) : FrameSettings
{
    private readonly Lazy<Frame> _base = new(() => new KymatioFilters1D(Scales, Padded).Bank(Wavelets));

    public override string Text => $"kymatio1d:J={Scales},Q={Wavelets}";

    public bool Equals(KymatioFrame1D? other) =>
        other is not null && (Scales, Wavelets, Padded) == (other.Scales, other.Wavelets, other.Padded);

    public override int GetHashCode() => HashCode.Combine(Scales, Wavelets, Padded);

    private protected override Frame Compose(GridSize grid)
    {
        int reduction = Padded / grid.Columns;
        Frame whole = _base.Value;
        if (reduction == 1)
            return whole;
        // Atoms of a level below the grid's own never follow: their parents are no finer.
        Atom[] atoms = [.. whole.Propagated.Where(atom => 1L << atom.Label.Level > reduction)
            .Select(atom => Reduced(atom, grid, reduction))];
        return new(Text, Reduced(whole.Generator, grid, reduction), atoms);
    }

    private static Atom Reduced(Atom atom, GridSize grid, int reduction)
    {
        Complex[] values = new Complex[grid.Columns];
        for (int k = 0; k < atom.Grid.Columns; k++)
            values[k % grid.Columns] += atom.Spectrum[k];
        return new(grid, values, atom.Label with
        {
            CentreFrequency = atom.Label.CentreFrequency * reduction,
            Factor = Math.Max(1, atom.Label.Factor / reduction),
        });
    }
}

/// <summary>The filters of kymatio's transform in one dimension; frequencies in cycles per sample.</summary>
/// <param name="Scales">J.</param>
/// <param name="Length">Samples of the grid.</param>
internal readonly record struct KymatioFilters1D(int Scales, int Length)
{
    private const double LowWidth = 0.1, Support = 5, Height = 0.70710678118654752440;

    // e^-60 is 1e-26: nothing beside the largest term, whose sum has sixteen digits.
    private const double Farthest = 60;

    /// <summary>The bank: wavelets from high to low frequency, and the low-pass.</summary>
    public Frame Bank(int wavelets)
    {
        GridSize grid = new(Length);
        List<Atom> atoms = [];
        foreach ((double centre, double width) in wavelets == 0 ? [] : Centres(wavelets))
        {
            double edge = Math.Min(centre + (Support * width), 0.5);
            int level = (int)Math.Floor(-Math.Log2(edge)) - 1;
            atoms.Add(new(
                grid, Wavelet(centre, width), new(level, null, centre, 1 << Math.Min(level, Scales))));
        }
        return new($"kymatio1d:J={Scales},Q={wavelets}", new(grid, LowPass(), new(Scales, CentreFrequency: 0)), atoms);
    }

    /// <summary>Centre frequencies and widths, equally spaced in octaves first, then in cycles.</summary>
    public List<(double Centre, double Width)> Centres(int wavelets)
    {
        double step = Math.Pow(2, 1.0 / wavelets), least = LowWidth / (1 << Scales);
        double centre = Math.Max(1 / (1 + Math.Pow(2, 3.0 / wavelets)), 0.35);
        double width = centre * (1 - (1 / step)) / (1 + (1 / step)) / Math.Sqrt(2 * Math.Log(1 / Height));
        List<(double, double)> found = [];
        double last = width;
        if (width > least)
        {
            found.Add((centre, width));
            while (width > least * step)
            {
                centre /= step;
                width /= step;
                found.Add((centre, width));
            }
            last = centre;
        }
        centre = last;
        for (int i = 1; i < wavelets; i++)
        {
            centre -= last / wavelets;
            found.Add((centre, least));
        }
        return found;
    }

    /// <summary>φ̂.</summary>
    public Complex[] LowPass() => Normalised(Gauss(0, LowWidth / (1 << Scales)));

    private Complex[] Wavelet(double centre, double width)
    {
        double[] values = Gauss(centre, width), envelope = Gauss(0, width);
        double ratio = values[0] / envelope[0];
        for (int k = 0; k < values.Length; k++)
            values[k] -= ratio * envelope[k];
        return Normalised(values);
    }

    // The mean over the periods of the frequency axis on which a Gaussian is more than 1e-7.
    private double[] Gauss(double centre, double width)
    {
        double[] values = new double[Length];
        int periods = (int)Math.Min(Math.Ceiling(Math.Sqrt((-2 * width * width * Math.Log(1e-7)) + 1)), 5);
        double reach = width * Math.Sqrt(2 * Farthest), share = 1.0 / ((2 * periods) - 1);
        long first = Math.Max((1L - periods) * Length, (long)Math.Floor((centre - reach) * Length));
        long end = Math.Min((long)periods * Length, (long)Math.Ceiling((centre + reach) * Length) + 1);
        for (long i = first; i < end; i++)
        {
            double distance = ((double)i / Length) - centre;
            values[((i % Length) + Length) % Length] += share * Math.Exp(-distance * distance / (2 * width * width));
        }
        return values;
    }

    private static Complex[] Normalised(double[] values)
    {
        Complex[] space = [.. values.Select(value => (Complex)value)];
        FourierPlan plan = new(values.Length);
        plan.Inverse(space, new Complex[plan.ScratchLength]);
        double sum = space.Sum(Complex.Abs);
        return [.. values.Select(value => (Complex)(value / sum))];
    }
}
