using System.Runtime.CompilerServices;

namespace Hinge.Scattering.Fourier;

internal sealed unsafe partial class LanePlan
{
    // Two transforms of four, of the sums and of the turned differences of samples half the length apart, with all
    // parts in registers.
    private static void Eight<TLane>(
        float* turns, int groups, int stride, TLane* xr, TLane* xi, TLane* yr, TLane* yi)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane root = TLane.All(0.707106781186547524f);
        int step = stride * groups;
        for (int p = 0; p < groups; p++, turns += 14)
        {
            for (int q = 0; q < stride; q++)
            {
                TLane* fr = xr + q + (stride * p), fi = xi + q + (stride * p);
                TLane ar = fr[0], ai = fi[0], br = fr[4 * step], bi = fi[4 * step];
                TLane s0R = ar + br, s0I = ai + bi, d0R = ar - br, d0I = ai - bi;
                (ar, ai, br, bi) = (fr[2 * step], fi[2 * step], fr[6 * step], fi[6 * step]);
                TLane s2R = ar + br, s2I = ai + bi, d2R = ai - bi, d2I = br - ar;
                (ar, ai, br, bi) = (fr[step], fi[step], fr[5 * step], fi[5 * step]);
                TLane s1R = ar + br, s1I = ai + bi, cR = ar - br, cI = ai - bi;
                TLane d1R = (cR + cI) * root, d1I = (cI - cR) * root;
                (ar, ai, br, bi) = (fr[3 * step], fi[3 * step], fr[7 * step], fi[7 * step]);
                TLane s3R = ar + br, s3I = ai + bi;
                // Turned by three eighths this is ((i - r)/√2, (-i - r)/√2): the real part here has the other sign.
                (cR, cI) = (ar - br, bi - ai);
                TLane d3R = (cR + cI) * root, d3I = (cI - cR) * root;
                TLane* tr = yr + q + (stride * 8 * p), ti = yi + q + (stride * 8 * p);
                TLane e0R = s0R + s2R, e0I = s0I + s2I, e1R = s0R - s2R, e1I = s0I - s2I;
                TLane o0R = s1R + s3R, o0I = s1I + s3I, o1R = s1R - s3R, o1I = s1I - s3I;
                TLane p0R = d0R + d2R, p0I = d0I + d2I, p1R = d0R - d2R, p1I = d0I - d2I;
                TLane q0R = d1R - d3R, q0I = d1I + d3I, q1R = d1R + d3R, q1I = d1I - d3I;
                (tr[0], ti[0]) = (e0R + o0R, e0I + o0I);
                Put(turns, p, tr + stride, ti + stride, p0R + q0R, p0I + q0I);
                Put(turns + 2, p, tr + (2 * stride), ti + (2 * stride), e1R + o1I, e1I - o1R);
                Put(turns + 4, p, tr + (3 * stride), ti + (3 * stride), p1R + q1I, p1I - q1R);
                Put(turns + 6, p, tr + (4 * stride), ti + (4 * stride), e0R - o0R, e0I - o0I);
                Put(turns + 8, p, tr + (5 * stride), ti + (5 * stride), p0R - q0R, p0I - q0I);
                Put(turns + 10, p, tr + (6 * stride), ti + (6 * stride), e1R - o1I, e1I + o1R);
                Put(turns + 12, p, tr + (7 * stride), ti + (7 * stride), p1R - q1I, p1I + q1R);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<TLane>(float* turns, int group, TLane* toR, TLane* toI, TLane re, TLane im)
        where TLane : unmanaged, ILane<TLane>
    {
        if (group != 0)
            Turn(ref re, ref im, TLane.All(turns[0]), TLane.All(turns[1]));
        *toR = re;
        *toI = im;
    }
}
