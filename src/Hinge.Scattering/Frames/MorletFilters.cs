using System.Numerics;
using Hinge.Scattering.Fourier;

namespace Hinge.Scattering.Frames;

/// <summary>Morlet wavelets and their Gaussian low-pass on a grid of two dimensions, summed over its periods.</summary>
/// <remarks>
/// G(σ,θ,ξ,s) = Σ exp(-(c₀₀u² + (c₀₁ + c₁₀)uv + c₁₁v²) + iξ(u cos θ + v sin θ)) / (2π σ²/s) over 5 x 5 periods, with
/// c = R diag(1, s²) Rᵀ / 2σ²; a wavelet is G less the multiple of its envelope that leaves no mean. Of every
/// transform the real part is kept.
/// </remarks>
/// <param name="Grid">The grid.</param>
/// <param name="Directions">L.</param>
/// <param name="Pi">The π of the norm: kymatio's is 3.1415.</param>
internal readonly record struct MorletFilters(GridSize Grid, int Directions, double Pi)
{
    // e^-60 is 1e-26: nothing beside the largest term, whose sum has sixteen digits.
    private const double Farthest = 60;

    // e^-42 is 6e-19: lost in the rounding of a sum of the size of 1.
    private const double Nothing = 42;

    /// <summary>ψ̂ of a scale and direction.</summary>
    public Complex[] Wavelet(int scale, int direction)
    {
        double deviation = 0.8 * Math.Pow(2, scale), slant = 4.0 / Directions;
        double angle = ((Directions / 2) - 1 - direction) * Math.PI / Directions;
        double frequency = 3 * Math.PI / 4 / Math.Pow(2, scale);
        double[] values = Gabor(deviation, angle, frequency, slant), envelope = Gabor(deviation, angle, 0, slant);
        double ratio = values[0] / envelope[0];
        Complex[] wavelet = new Complex[values.Length];
        for (int i = 0; i < values.Length; i++)
            wavelet[i] = values[i] - (ratio * envelope[i]);
        return wavelet;
    }

    /// <summary>φ̂ for J scales.</summary>
    public Complex[] LowPass(int scales) =>
        [.. Gabor(0.8 * Math.Pow(2, scales - 1), 0, 0, 1).Select(value => (Complex)value)];

    /// <summary>The real part of Ĝ.</summary>
    /// <remarks>
    /// Where nothing of G lies beyond the periods that are summed, the sum over samples and periods is a sum over the
    /// aliases of the transform of a Gaussian (Poisson): another Gaussian, which holds few frequencies.
    /// </remarks>
    internal double[] Gabor(double deviation, double angle, double frequency, double slant)
    {
        double reach = 2.0 * Math.Min(Grid.Rows, Grid.Columns) / deviation * Math.Min(1, slant);
        return 0.5 * reach * reach > Nothing
            ? Aliased(deviation, angle, frequency, slant)
            : [.. RealTransform(Summed(deviation, angle, frequency, slant)).Select(value => value.Real)];
    }

    // e^-q with q = (c₁₁a² - c₀₁ab + c₀₀b²)/4 det at a, b radians a sample from the centre: along a row each value is
    // the one before times a factor, itself times another; counted from the largest on, errors fall on values that are
    // nothing.
    private double[] Aliased(double deviation, double angle, double frequency, double slant)
    {
        (double sin, double cos) = Math.SinCos(angle);
        (double c00, double c01, double c11) = Form(deviation, angle, slant);
        double four = 4 * ((c00 * c11) - (0.25 * c01 * c01)), curve = c00 / four, size = Math.PI / Pi;
        double stepY = 2 * Math.PI / Grid.Rows, stepX = 2 * Math.PI / Grid.Columns;
        double reach = Math.Sqrt(4 * c00 * Nothing), centreY = frequency * cos, centreX = frequency * sin;
        double[] values = new double[Grid.Count];
        double bend = Math.Exp(-2 * curve * stepX * stepX);
        int last = (int)Math.Floor((centreY + reach) / stepY);
        for (int y = (int)Math.Ceiling((centreY - reach) / stepY); y <= last; y++)
        {
            double a = (y * stepY) - centreY, rest = a * a / (4 * c00), middle = centreX + (c01 * a / (2 * c00));
            int x = (int)Math.Round(middle / stepX);
            double b = (x * stepX) - middle, first = size * Math.Exp(-rest - (curve * b * b));
            int count = (int)(Math.Sqrt(Math.Max(0, Nothing - rest) / curve) / stepX);
            Span<double> row = values.AsSpan(Wrapped(y, Grid.Rows) * Grid.Columns, Grid.Columns);
            row[Wrapped(x, Grid.Columns)] += first;
            for (int way = -1; way <= 1; way += 2)
            {
                double value = first, factor = Math.Exp(-curve * stepX * ((2 * way * b) + stepX));
                int at = Wrapped(x, Grid.Columns);
                for (int i = 0; i < count; i++)
                {
                    value *= factor;
                    factor *= bend;
                    at += way;
                    at = at < 0 ? Grid.Columns - 1 : at == Grid.Columns ? 0 : at;
                    row[at] += value;
                }
            }
        }
        return values;
    }

    private static int Wrapped(int index, int length) => ((index % length) + length) % length;

    private static (double C00, double C01, double C11) Form(double deviation, double angle, double slant)
    {
        (double sin, double cos) = Math.SinCos(angle);
        double unit = 1 / (2 * deviation * deviation), squash = slant * slant;
        return (unit * ((cos * cos) + (squash * sin * sin)), unit * 2 * cos * sin * (1 - squash),
            unit * ((sin * sin) + (squash * cos * cos)));
    }

    // The sum as it is written.
    private Complex[] Summed(double deviation, double angle, double frequency, double slant)
    {
        (double sin, double cos) = Math.SinCos(angle);
        (double c00, double c01, double c11) = Form(deviation, angle, slant);
        double norm = 2 * Pi * deviation * deviation / slant;
        Complex[] values = new Complex[Grid.Count];
        for (int period = 0; period < 25; period++)
        {
            int up = ((period / 5) - 2) * Grid.Rows, along = ((period % 5) - 2) * Grid.Columns;
            for (int i = 0; i < values.Length; i++)
            {
                int u = (i / Grid.Columns) + up, v = (i % Grid.Columns) + along;
                double exponent = (c00 * u * u) + (c01 * u * v) + (c11 * v * v);
                if (exponent > Farthest)
                    continue;
                (double s, double c) = Math.SinCos(frequency * ((u * cos) + (v * sin)));
                double size = Math.Exp(-exponent) / norm;
                values[i] += new Complex(size * c, size * s);
            }
        }
        return values;
    }

    private Complex[] RealTransform(Complex[] values)
    {
        new GridFourier(Grid).Forward(values);
        for (int i = 0; i < values.Length; i++)
            values[i] = values[i].Real;
        return values;
    }
}
