using System.Numerics;

namespace Hinge.Scattering.Frames;

/// <summary>A filter g of a frame, as its Fourier transform ĝ on a grid. Immutable.</summary>
public sealed class Atom
{
    /// <summary>Values of ĝ up to this are no support: what they carry is lost in rounding.</summary>
    public const double Negligible = 1e-9;

    private readonly Complex[] _spectrum;
    private SupportRow[]? _support;

    /// <summary>An atom over its values, which are not copied.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="spectrum">ĝ, row by row.</param>
    /// <param name="label">Level, angle, frequency.</param>
    internal Atom(GridSize grid, Complex[] spectrum, AtomLabel label)
    {
        _spectrum = spectrum;
        Grid = grid;
        double mass = 0, mean = 0, square = 0, unlike = 0, largest = 0;
        for (int i = 0; i < spectrum.Length; i++)
        {
            double power = Power(spectrum[i]), frequency = grid.Frequency(i);
            mass += power;
            mean += power * frequency;
            square += power * frequency * frequency;
            largest = Math.Max(largest, power);
            unlike = Math.Max(unlike, Power(spectrum[i] - Complex.Conjugate(spectrum[grid.Mirror(i)])));
        }
        double centre = mass > 0 ? mean / mass : 0;
        Bandwidth = mass > 0 ? Math.Sqrt(Math.Max(0, (square / mass) - (centre * centre))) : 0;
        Largest = Math.Sqrt(largest);
        IsRealFilter = unlike <= 1e-24 * largest;
        Label = label with { CentreFrequency = label.CentreFrequency ?? centre };
    }

    /// <summary>The grid.</summary>
    public GridSize Grid { get; }

    /// <summary>ĝ, row by row.</summary>
    public ReadOnlySpan<Complex> Spectrum => _spectrum;

    /// <summary>Level, angle, centre frequency and own sub-sampling.</summary>
    public AtomLabel Label { get; }

    /// <summary>Root mean square deviation of |k|/N from its mean, weighed by |ĝ|²; cycles per sample.</summary>
    public double Bandwidth { get; }

    /// <summary>The largest |ĝ|.</summary>
    public double Largest { get; }

    /// <summary>Whether g is real: ĝ(-k) is the conjugate of ĝ(k).</summary>
    public bool IsRealFilter { get; }

    /// <summary>
    /// Where |ĝ| exceeds <see cref="Negligible"/>: the shortest circular range of columns in each row.
    /// </summary>
    public IReadOnlyList<SupportRow> Support => _support ??= FindSupport();

    /// <summary>The filter in space, by the inverse transform.</summary>
    public Complex[] InSpace()
    {
        Complex[] values = [.. _spectrum];
        new Fourier.GridFourier(Grid).Inverse(values);
        return values;
    }

    /// <summary>The atom with every value multiplied by one of the grid's weights.</summary>
    internal Atom Times(ReadOnlySpan<double> weights)
    {
        Complex[] values = new Complex[_spectrum.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = _spectrum[i] * weights[i];
        return new(Grid, values, Label);
    }

    /// <summary>The atom multiplied by a number.</summary>
    internal Atom Times(double factor)
    {
        Complex[] values = new Complex[_spectrum.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = _spectrum[i] * factor;
        return new(Grid, values, Label);
    }

    /// <summary>|z|², without the square root that Complex takes.</summary>
    internal static double Power(Complex value) => (value.Real * value.Real) + (value.Imaginary * value.Imaginary);

    private SupportRow[] FindSupport()
    {
        List<SupportRow> rows = [];
        int columns = Grid.Columns;
        for (int row = 0; row < Grid.Rows; row++)
        {
            ReadOnlySpan<Complex> line = _spectrum.AsSpan(row * columns, columns);
            int first = NextIn(line, 0);
            if (first < 0)
                continue;
            // The longest run of nothing, the one around the end included, is what the range leaves out.
            int start = first, previous = first, gap = 0;
            for (int at = NextIn(line, first + 1); at >= 0; previous = at, at = NextIn(line, at + 1))
            {
                if (at - previous > gap)
                    (gap, start) = (at - previous, at);
            }
            if (first + columns - previous >= gap)
                (gap, start) = (first + columns - previous, first);
            rows.Add(new(row, start, columns - gap + 1));
        }
        return [.. rows];
    }

    private static int NextIn(ReadOnlySpan<Complex> line, int from)
    {
        for (int i = from; i < line.Length; i++)
        {
            if (Power(line[i]) > Negligible * Negligible)
                return i;
        }
        return -1;
    }
}
