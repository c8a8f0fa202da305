using System.Numerics;
using Hinge.Scattering.Fourier;

namespace Hinge.Scattering.Transforms;

/// <summary>The taps of a real low-pass along one axis, as they meet rising samples. Immutable.</summary>
internal sealed class LowPassAxis
{
    private const double Smallest = 1e-8;

    private readonly int _length, _stride, _first;

    /// <summary>The taps h[(i + crop) stride - u].</summary>
    /// <param name="response">The Fourier transform of h.</param>
    /// <param name="stride">Samples between two features.</param>
    /// <param name="crop">Features left out at the beginning.</param>
    public LowPassAxis(Complex[] response, int stride, int crop)
    {
        _length = response.Length;
        _stride = stride;
        Complex[] taps = [.. response];
        FourierPlan plan = new(_length);
        plan.Inverse(taps, new Complex[plan.ScratchLength]);
        double largest = taps.Max(tap => Math.Abs(tap.Real));
        // The longest run of nothing is what the range leaves out.
        int end = 0, gap = -1;
        for (int n = 0, run = 0; n < 2 * _length; n++)
        {
            run = Math.Abs(taps[n % _length].Real) > Smallest * largest ? 0 : run + 1;
            if (run > gap && run <= _length)
                (gap, end) = (run, n);
        }
        int lowest = end + 1;
        Count = _length - gap;
        float[] rising = new float[Count];
        for (int q = 0; q < Count; q++)
            rising[q] = (float)taps[(lowest + Count - 1 - q) % _length].Real;
        Taps = new(rising);
        _first = (crop * stride) - lowest - Count + 1;
    }

    /// <summary>The taps; zeros follow them.</summary>
    public PinnedFloats Taps { get; }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>The sample that the first tap of a feature meets; they go on past the end at sample 0.</summary>
    public int First(int feature) => ((((_first + (feature * _stride)) % _length) + _length) % _length);
}
