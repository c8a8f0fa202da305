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

    /// <summary>ψ̂ of a scale and direction.</summary>
    public Complex[] Wavelet(int scale, int direction)
    {
        double deviation = 0.8 * Math.Pow(2, scale), slant = 4.0 / Directions;
        double angle = ((Directions / 2) - 1 - direction) * Math.PI / Directions;
        double frequency = 3 * Math.PI / 4 / Math.Pow(2, scale);
        Complex[] values = Gabor(deviation, angle, frequency, slant);
        Complex[] envelope = Gabor(deviation, angle, 0, slant);
        Complex ratio = Sum(values) / Sum(envelope);
        for (int i = 0; i < values.Length; i++)
            values[i] -= ratio * envelope[i];
        return RealTransform(values);
    }

    /// <summary>φ̂ for J scales.</summary>
    public Complex[] LowPass(int scales) => RealTransform(Gabor(0.8 * Math.Pow(2, scales - 1), 0, 0, 1));

    private Complex[] Gabor(double deviation, double angle, double frequency, double slant)
    {
        (double sin, double cos) = Math.SinCos(angle);
        double unit = 1 / (2 * deviation * deviation), squash = slant * slant;
        double c00 = unit * ((cos * cos) + (squash * sin * sin));
        double c11 = unit * ((sin * sin) + (squash * cos * cos));
        double c01 = unit * 2 * cos * sin * (1 - squash);
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

    private static Complex Sum(Complex[] values)
    {
        Complex sum = default;
        foreach (Complex value in values)
            sum += value;
        return sum;
    }

    private Complex[] RealTransform(Complex[] values)
    {
        new GridFourier(Grid).Forward(values);
        for (int i = 0; i < values.Length; i++)
            values[i] = values[i].Real;
        return values;
    }
}
