using System.Numerics;

namespace Hinge.Scattering.Fourier;

/// <summary><see cref="Bluestein"/> in lanes.</summary>
internal sealed unsafe class LaneBluestein
{
    private readonly int _length;
    private readonly LanePlan _plan;
    private readonly PinnedFloats _chirp, _kernel;

    public LaneBluestein(int length)
    {
        _length = length;
        int padded = (int)BitOperations.RoundUpToPowerOf2((uint)((2L * length) - 1));
        _plan = new(padded);
        Complex[] chirp = new Complex[length], kernel = new Complex[padded];
        for (long n = 0; n < length; n++)
            chirp[n] = Roots.Of(n * n % (2L * length), 2L * length);
        for (int n = 0; n < length; n++)
            kernel[n] = kernel[(padded - n) % padded] = Complex.Conjugate(chirp[n]) / padded;
        FourierPlan exact = new(padded);
        exact.Forward(kernel, new Complex[exact.ScratchLength]);
        (_chirp, _kernel) = (Interleaved(chirp), Interleaved(kernel));
    }

    public int ExtraLanes => 4 * _plan.Length;

    public void Run<TLane>(TLane* xr, TLane* xi, TLane* yr, TLane* yi, TLane* extra)
        where TLane : unmanaged, ILane<TLane>
    {
        int padded = _plan.Length;
        TLane* ar = extra, ai = ar + padded, br = ai + padded, bi = br + padded;
        Times(_chirp.At, _length, xr, xi, ar, ai);
        new Span<TLane>(ar + _length, padded - _length).Clear();
        new Span<TLane>(ai + _length, padded - _length).Clear();
        // The lengths are powers of two, which need no room of their own.
        bool moved = _plan.Run(ar, ai, br, bi, null);
        TLane* re = moved ? br : ar, im = moved ? bi : ai, otherR = moved ? ar : br, otherI = moved ? ai : bi;
        Times(_kernel.At, padded, re, im, re, im);
        moved = _plan.Run(im, re, otherI, otherR, null);
        Times(_chirp.At, _length, moved ? otherR : re, moved ? otherI : im, yr, yi);
    }

    private static void Times<TLane>(float* by, int count, TLane* xr, TLane* xi, TLane* yr, TLane* yi)
        where TLane : unmanaged, ILane<TLane>
    {
        for (int n = 0; n < count; n++)
        {
            TLane wr = TLane.All(by[2 * n]), wi = TLane.All(by[(2 * n) + 1]), re = xr[n], im = xi[n];
            yr[n] = TLane.FusedNegated(wi, im, wr * re);
            yi[n] = TLane.Fused(wi, re, wr * im);
        }
    }

    private static PinnedFloats Interleaved(Complex[] values)
    {
        float[] floats = new float[2 * values.Length];
        for (int n = 0; n < values.Length; n++)
            (floats[2 * n], floats[(2 * n) + 1]) = ((float)values[n].Real, (float)values[n].Imaginary);
        return new(floats);
    }
}
