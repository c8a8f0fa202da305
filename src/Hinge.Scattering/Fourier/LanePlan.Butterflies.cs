using System.Runtime.CompilerServices;

namespace Hinge.Scattering.Fourier;

internal sealed unsafe partial class LanePlan
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn<TLane>(ref TLane re, ref TLane im, TLane wr, TLane wi)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane turned = TLane.FusedNegated(wi, im, wr * re);
        im = TLane.Fused(wi, re, wr * im);
        re = turned;
    }

    private static void Two<TLane>(
        float* turns, int groups, int stride, TLane* xr, TLane* xi, TLane* yr, TLane* yi)
        where TLane : unmanaged, ILane<TLane>
    {
        int step = stride * groups;
        for (int p = 0; p < groups; p++, turns += 2)
        {
            TLane wr = TLane.All(turns[0]), wi = TLane.All(turns[1]);
            for (int q = 0; q < stride; q++)
            {
                int at = q + (stride * p), into = q + (stride * 2 * p);
                TLane ar = xr[at], ai = xi[at], br = xr[at + step], bi = xi[at + step];
                yr[into] = ar + br;
                yi[into] = ai + bi;
                ar -= br;
                ai -= bi;
                if (p != 0)
                    Turn(ref ar, ref ai, wr, wi);
                yr[into + stride] = ar;
                yi[into + stride] = ai;
            }
        }
    }

    private static void Three<TLane>(
        float* turns, int groups, int stride, TLane* xr, TLane* xi, TLane* yr, TLane* yi)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane half = TLane.All(0.5f), sine = TLane.All(0.866025403784438647f);
        int step = stride * groups;
        for (int p = 0; p < groups; p++, turns += 4)
        {
            for (int q = 0; q < stride; q++)
            {
                int at = q + (stride * p), into = q + (stride * 3 * p);
                TLane ar = xr[at], ai = xi[at], br = xr[at + step], bi = xi[at + step];
                TLane cr = xr[at + (2 * step)], ci = xi[at + (2 * step)];
                TLane sr = br + cr, si = bi + ci, dr = (br - cr) * sine, di = (bi - ci) * sine;
                yr[into] = ar + sr;
                yi[into] = ai + si;
                TLane er = TLane.FusedNegated(half, sr, ar), ei = TLane.FusedNegated(half, si, ai);
                TLane r1 = er + di, i1 = ei - dr, r2 = er - di, i2 = ei + dr;
                if (p != 0)
                {
                    Turn(ref r1, ref i1, TLane.All(turns[0]), TLane.All(turns[1]));
                    Turn(ref r2, ref i2, TLane.All(turns[2]), TLane.All(turns[3]));
                }
                yr[into + stride] = r1;
                yi[into + stride] = i1;
                yr[into + (2 * stride)] = r2;
                yi[into + (2 * stride)] = i2;
            }
        }
    }

    private static void Four<TLane>(
        float* turns, int groups, int stride, TLane* xr, TLane* xi, TLane* yr, TLane* yi)
        where TLane : unmanaged, ILane<TLane>
    {
        int step = stride * groups;
        for (int p = 0; p < groups; p++, turns += 6)
        {
            TLane w1r = TLane.All(turns[0]), w1i = TLane.All(turns[1]), w2r = TLane.All(turns[2]);
            TLane w2i = TLane.All(turns[3]), w3r = TLane.All(turns[4]), w3i = TLane.All(turns[5]);
            for (int q = 0; q < stride; q++)
            {
                int at = q + (stride * p), into = q + (stride * 4 * p);
                TLane ar = xr[at], ai = xi[at], br = xr[at + step], bi = xi[at + step];
                TLane cr = xr[at + (2 * step)], ci = xi[at + (2 * step)];
                TLane dr = xr[at + (3 * step)], di = xi[at + (3 * step)];
                TLane evenR = ar + cr, evenI = ai + ci, lowR = ar - cr, lowI = ai - ci;
                TLane oddR = br + dr, oddI = bi + di, highR = br - dr, highI = bi - di;
                yr[into] = evenR + oddR;
                yi[into] = evenI + oddI;
                TLane r1 = lowR + highI, i1 = lowI - highR, r2 = evenR - oddR, i2 = evenI - oddI;
                TLane r3 = lowR - highI, i3 = lowI + highR;
                if (p != 0)
                {
                    Turn(ref r1, ref i1, w1r, w1i);
                    Turn(ref r2, ref i2, w2r, w2i);
                    Turn(ref r3, ref i3, w3r, w3i);
                }
                yr[into + stride] = r1;
                yi[into + stride] = i1;
                yr[into + (2 * stride)] = r2;
                yi[into + (2 * stride)] = i2;
                yr[into + (3 * stride)] = r3;
                yi[into + (3 * stride)] = i3;
            }
        }
    }

    private static void Five<TLane>(
        float* turns, int groups, int stride, TLane* xr, TLane* xi, TLane* yr, TLane* yi)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane c1 = TLane.All(0.309016994374947424f), c2 = TLane.All(-0.809016994374947424f);
        TLane s1 = TLane.All(0.951056516295153572f), s2 = TLane.All(0.587785252292473129f);
        int step = stride * groups;
        for (int p = 0; p < groups; p++, turns += 8)
        {
            for (int q = 0; q < stride; q++)
            {
                int at = q + (stride * p), into = q + (stride * 5 * p);
                TLane ar = xr[at], ai = xi[at], br = xr[at + step], bi = xi[at + step];
                TLane cr = xr[at + (2 * step)], ci = xi[at + (2 * step)];
                TLane dr = xr[at + (3 * step)], di = xi[at + (3 * step)];
                TLane er = xr[at + (4 * step)], ei = xi[at + (4 * step)];
                TLane beR = br + er, beI = bi + ei, cdR = cr + dr, cdI = ci + di;
                br -= er;
                bi -= ei;
                cr -= dr;
                ci -= di;
                yr[into] = ar + beR + cdR;
                yi[into] = ai + beI + cdI;
                TLane m1R = TLane.Fused(c2, cdR, TLane.Fused(c1, beR, ar));
                TLane m1I = TLane.Fused(c2, cdI, TLane.Fused(c1, beI, ai));
                TLane m2R = TLane.Fused(c1, cdR, TLane.Fused(c2, beR, ar));
                TLane m2I = TLane.Fused(c1, cdI, TLane.Fused(c2, beI, ai));
                TLane n1R = TLane.Fused(s2, cr, s1 * br), n1I = TLane.Fused(s2, ci, s1 * bi);
                TLane n2R = TLane.FusedNegated(s1, cr, s2 * br), n2I = TLane.FusedNegated(s1, ci, s2 * bi);
                TLane r1 = m1R + n1I, i1 = m1I - n1R, r4 = m1R - n1I, i4 = m1I + n1R;
                TLane r2 = m2R + n2I, i2 = m2I - n2R, r3 = m2R - n2I, i3 = m2I + n2R;
                if (p != 0)
                {
                    Turn(ref r1, ref i1, TLane.All(turns[0]), TLane.All(turns[1]));
                    Turn(ref r2, ref i2, TLane.All(turns[2]), TLane.All(turns[3]));
                    Turn(ref r3, ref i3, TLane.All(turns[4]), TLane.All(turns[5]));
                    Turn(ref r4, ref i4, TLane.All(turns[6]), TLane.All(turns[7]));
                }
                yr[into + stride] = r1;
                yi[into + stride] = i1;
                yr[into + (2 * stride)] = r2;
                yi[into + (2 * stride)] = i2;
                yr[into + (3 * stride)] = r3;
                yi[into + (3 * stride)] = i3;
                yr[into + (4 * stride)] = r4;
                yi[into + (4 * stride)] = i4;
            }
        }
    }

    // Samples j and r - j meet the same cosines and opposite sines: sums and differences of pairs halve the products.
    private static void Odd<TLane>(
        int radix, float* roots, float* turns, int groups, int stride, TLane* xr, TLane* xi, TLane* yr, TLane* yi)
        where TLane : unmanaged, ILane<TLane>
    {
        int step = stride * groups, half = radix / 2;
        TLane* sum = stackalloc TLane[4 * FourierPlan.LargestButterfly / 2];
        for (int p = 0; p < groups; p++, turns += 2 * (radix - 1))
        {
            for (int q = 0; q < stride; q++)
            {
                int at = q + (stride * p), into = q + (stride * radix * p);
                TLane firstR = xr[at], firstI = xi[at], allR = firstR, allI = firstI;
                for (int j = 1; j <= half; j++)
                {
                    int one = at + (j * step), other = at + ((radix - j) * step);
                    TLane* pair = sum + (4 * (j - 1));
                    (pair[0], pair[1]) = (xr[one] + xr[other], xi[one] + xi[other]);
                    (pair[2], pair[3]) = (xr[one] - xr[other], xi[one] - xi[other]);
                    allR += pair[0];
                    allI += pair[1];
                }
                yr[into] = allR;
                yi[into] = allI;
                for (int k = 1; k <= half; k++)
                {
                    TLane evenR = firstR, evenI = firstI, oddR = TLane.All(0), oddI = oddR;
                    for (int j = 0, turn = k; j < half; j++)
                    {
                        TLane* pair = sum + (4 * j);
                        TLane cos = TLane.All(roots[2 * turn]), sin = TLane.All(roots[(2 * turn) + 1]);
                        evenR = TLane.Fused(cos, pair[0], evenR);
                        evenI = TLane.Fused(cos, pair[1], evenI);
                        oddR = TLane.Fused(sin, pair[2], oddR);
                        oddI = TLane.Fused(sin, pair[3], oddI);
                        turn = turn + k >= radix ? turn + k - radix : turn + k;
                    }
                    TLane lowR = evenR + oddI, lowI = evenI - oddR, highR = evenR - oddI, highI = evenI + oddR;
                    if (p != 0)
                    {
                        float* low = turns + (2 * (k - 1)), high = turns + (2 * (radix - k - 1));
                        Turn(ref lowR, ref lowI, TLane.All(low[0]), TLane.All(low[1]));
                        Turn(ref highR, ref highI, TLane.All(high[0]), TLane.All(high[1]));
                    }
                    yr[into + (k * stride)] = lowR;
                    yi[into + (k * stride)] = lowI;
                    yr[into + ((radix - k) * stride)] = highR;
                    yi[into + ((radix - k) * stride)] = highI;
                }
            }
        }
    }
}
