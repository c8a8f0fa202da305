using System.Numerics;

namespace Hinge.Scattering.Fourier;

/// <summary>One pass of a mixed-radix transform.</summary>
internal sealed class RadixPass
{
    private readonly int _groups;       // m of the plan's remarks
    private readonly Complex[] _turns;  // w_n^{pk} at p * radix + k
    private readonly Complex[] _roots;  // w_r^{j} for j = 0 … r - 1

    public RadixPass(int radix, int span)
    {
        Radix = radix;
        _groups = span / radix;
        _turns = new Complex[span];
        for (int p = 0; p < _groups; p++)
        {
            for (int k = 0; k < radix; k++)
                _turns[(p * radix) + k] = Roots.Of((long)p * k, span);
        }
        _roots = new Complex[radix];
        for (int j = 0; j < radix; j++)
            _roots[j] = Roots.Of(j, radix);
    }

    /// <summary>The radix.</summary>
    public int Radix { get; }

    /// <summary>Does the pass for data at a stride.</summary>
    public void Run(ReadOnlySpan<Complex> from, Span<Complex> to, int stride)
    {
        switch (Radix)
        {
            case 2: Two(from, to, stride); break;
            case 4: Four(from, to, stride); break;
            default: Any(from, to, stride); break;
        }
    }

    private void Two(ReadOnlySpan<Complex> from, Span<Complex> to, int stride)
    {
        for (int p = 0; p < _groups; p++)
        {
            Complex turn = _turns[(2 * p) + 1];
            for (int q = 0; q < stride; q++)
            {
                Complex a = from[q + (stride * p)], b = from[q + (stride * (p + _groups))];
                to[q + (stride * 2 * p)] = a + b;
                to[q + (stride * ((2 * p) + 1))] = (a - b) * turn;
            }
        }
    }

    private void Four(ReadOnlySpan<Complex> from, Span<Complex> to, int stride)
    {
        int step = stride * _groups;
        for (int p = 0; p < _groups; p++)
        {
            Complex one = _turns[(4 * p) + 1], two = _turns[(4 * p) + 2], three = _turns[(4 * p) + 3];
            for (int q = 0; q < stride; q++)
            {
                int at = q + (stride * p), into = q + (stride * 4 * p);
                Complex a = from[at], b = from[at + step], c = from[at + (2 * step)], d = from[at + (3 * step)];
                Complex even = a + c, odd = b + d, lower = a - c, upper = b - d;
                Complex turned = new(upper.Imaginary, -upper.Real);
                to[into] = even + odd;
                to[into + stride] = (lower + turned) * one;
                to[into + (2 * stride)] = (even - odd) * two;
                to[into + (3 * stride)] = (lower - turned) * three;
            }
        }
    }

    private void Any(ReadOnlySpan<Complex> from, Span<Complex> to, int stride)
    {
        int step = stride * _groups;
        Span<Complex> gathered = stackalloc Complex[FourierPlan.LargestButterfly];
        for (int p = 0; p < _groups; p++)
        {
            for (int q = 0; q < stride; q++)
            {
                for (int j = 0; j < Radix; j++)
                    gathered[j] = from[q + (stride * p) + (j * step)];
                for (int k = 0; k < Radix; k++)
                {
                    Complex sum = gathered[0];
                    for (int j = 1, turn = k; j < Radix; j++)
                    {
                        sum += gathered[j] * _roots[turn];
                        turn += k;
                        if (turn >= Radix)
                            turn -= Radix;
                    }
                    to[q + (stride * ((Radix * p) + k))] = sum * _turns[(p * Radix) + k];
                }
            }
        }
    }
}
