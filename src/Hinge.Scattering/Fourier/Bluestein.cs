using System.Numerics;

namespace Hinge.Scattering.Fourier;

/// <summary>A transform of any length as a circular convolution of a power of two.</summary>
/// <remarks>
/// With c[n] = e^{-πin²/N}: f̂[k] = c[k] Σ_n (f[n] c[n]) conj(c[k - n]) (L. Bluestein, 1970). n² is taken modulo 2N, so
/// that the chirp is exact for long transforms too.
/// </remarks>
internal sealed class Bluestein
{
    private readonly Complex[] _chirp;
    private readonly Complex[] _kernel;
    private readonly FourierPlan _plan;

    public Bluestein(int length)
    {
        int padded = (int)BitOperations.RoundUpToPowerOf2((uint)((2L * length) - 1));
        _plan = new(padded);
        _chirp = new Complex[length];
        for (long n = 0; n < length; n++)
            _chirp[n] = Roots.Of(n * n % (2L * length), 2L * length);
        _kernel = new Complex[padded];
        for (int n = 0; n < length; n++)
            _kernel[n] = _kernel[(padded - n) % padded] = Complex.Conjugate(_chirp[n]);
        _plan.Forward(_kernel, new Complex[_plan.ScratchLength]);
    }

    /// <summary>Numbers needed as scratch.</summary>
    public int ScratchLength => _plan.Length + _plan.ScratchLength;

    /// <summary>Transforms in place.</summary>
    public void Forward(Span<Complex> values, Span<Complex> scratch)
    {
        Span<Complex> padded = scratch[.._plan.Length], rest = scratch[_plan.Length..];
        padded.Clear();
        for (int n = 0; n < values.Length; n++)
            padded[n] = values[n] * _chirp[n];
        _plan.Forward(padded, rest);
        for (int k = 0; k < padded.Length; k++)
            padded[k] *= _kernel[k];
        _plan.Inverse(padded, rest);
        for (int k = 0; k < values.Length; k++)
            values[k] = padded[k] * _chirp[k];
    }
}
