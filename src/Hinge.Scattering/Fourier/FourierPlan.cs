using System.Numerics;

namespace Hinge.Scattering.Fourier;

/// <summary>
/// The discrete Fourier transform of one length, in double precision: f̂[k] = Σ f[n] e^{-2πikn/N}. Lengths with prime
/// factors up to 31 take O(N log N) by mixed radices; others go through a convolution (Bluestein).
/// </summary>
/// <remarks>
/// Stockham's self-sorting form: pass after pass the data move between two arrays, and no order is ever reversed. A
/// pass of radix r sees n = r m samples at stride s and does y[q + s (r p + k)] = w_n^{pk} Σ_j x[q + s (p + j m)]
/// w_r^{jk}. Immutable and safe for threads.
/// </remarks>
public sealed class FourierPlan
{
    /// <summary>The largest prime factor that has a butterfly of its own.</summary>
    public const int LargestButterfly = 31;

    private static readonly int[] s_radices = [4, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31];

    private readonly RadixPass[] _passes;
    private readonly Bluestein? _bluestein;

    /// <summary>A plan.</summary>
    /// <param name="length">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public FourierPlan(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        Length = length;
        int[]? radices = Factors(length);
        _bluestein = radices is null ? new Bluestein(length) : null;
        _passes = new RadixPass[radices?.Length ?? 0];
        int span = length;
        for (int i = 0; i < _passes.Length; span /= radices![i], i++)
            _passes[i] = new(radices![i], span);
        ScratchLength = _bluestein?.ScratchLength ?? length;
    }

    /// <summary>Samples of a transform.</summary>
    public int Length { get; }

    /// <summary>Numbers that a call needs as scratch.</summary>
    public int ScratchLength { get; }

    /// <summary>The largest prime factor of a length; 1 of 1.</summary>
    public static int LargestPrimeFactor(int length)
    {
        int largest = 1;
        for (int factor = 2; (long)factor * factor <= length; factor++)
        {
            for (; length % factor == 0; length /= factor)
                largest = factor;
        }
        return Math.Max(largest, length);
    }

    /// <summary>
    /// The least length from this one on without a prime factor above <see cref="LargestButterfly"/>.
    /// </summary>
    public static int NextGoodLength(int length)
    {
        while (LargestPrimeFactor(length) > LargestButterfly)
            length++;
        return length;
    }

    /// <summary>The radices of the passes; null where a prime factor is too large for one.</summary>
    internal static int[]? Factors(int length)
    {
        List<int> radices = [];
        foreach (int radix in s_radices)
        {
            for (; length % radix == 0; length /= radix)
                radices.Add(radix);
        }
        return length > 1 ? null : [.. radices];
    }

    /// <summary>Transforms in place.</summary>
    /// <param name="values"><see cref="Length"/> samples; receives f̂.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> numbers, overwritten.</param>
    public void Forward(Span<Complex> values, Span<Complex> scratch)
    {
        if (_bluestein is not null)
        {
            _bluestein.Forward(values, scratch);
            return;
        }
        Span<Complex> from = values, to = scratch[..Length];
        int stride = 1;
        foreach (RadixPass pass in _passes)
        {
            pass.Run(from, to, stride);
            stride *= pass.Radix;
            Span<Complex> swap = from;
            from = to;
            to = swap;
        }
        if (_passes.Length % 2 == 1)
            from.CopyTo(values);
    }

    /// <summary>Transforms back in place, 1/N included.</summary>
    /// <param name="values"><see cref="Length"/> frequencies; receives f.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/> numbers, overwritten.</param>
    public void Inverse(Span<Complex> values, Span<Complex> scratch)
    {
        // The inverse is the conjugate of the transform of the conjugate.
        foreach (ref Complex value in values)
            value = Complex.Conjugate(value);
        Forward(values, scratch);
        double scale = 1.0 / Length;
        foreach (ref Complex value in values)
            value = new(value.Real * scale, -value.Imaginary * scale);
    }
}
