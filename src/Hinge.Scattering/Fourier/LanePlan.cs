namespace Hinge.Scattering.Fourier;

/// <summary>
/// The Fourier transform of one length in single precision, of as many signals side by side as a lane is wide. Real and
/// imaginary parts lie apart, so that a butterfly is the same instructions as for one signal and nothing is shuffled.
/// </summary>
/// <remarks>
/// The passes of <see cref="FourierPlan"/>. The inverse, times N, is the same call with real and imaginary parts
/// exchanged. Immutable and safe for threads.
/// </remarks>
internal sealed unsafe partial class LanePlan
{
    private readonly int[] _radices;
    private readonly PinnedFloats[] _turns; // w^{pk} of each pass: (re, im) for k = 1 … r - 1 at 2 (r - 1) p
    private readonly PinnedFloats?[] _roots; // cos and sin of 2πj/r for the odd radices above 5
    private readonly LaneBluestein? _bluestein;

    public LanePlan(int length)
    {
        Length = length;
        int[]? radices = Wider(FourierPlan.Factors(length));
        _bluestein = radices is null ? new(length) : null;
        _radices = radices ?? [];
        _turns = new PinnedFloats[_radices.Length];
        _roots = new PinnedFloats?[_radices.Length];
        int span = length;
        for (int pass = 0; pass < _radices.Length; span /= _radices[pass], pass++)
            (_turns[pass], _roots[pass]) = (Turns(_radices[pass], span), RootsOf(_radices[pass]));
    }

    /// <summary>Samples of a transform.</summary>
    public int Length { get; }

    /// <summary>Lanes needed beside the two pairs of lines.</summary>
    public int ExtraLanes => _bluestein?.ExtraLanes ?? 0;

    /// <summary>Transforms a line.</summary>
    /// <param name="xr">Real parts, <see cref="Length"/> lanes; overwritten.</param>
    /// <param name="xi">Imaginary parts.</param>
    /// <param name="yr">Room for as many.</param>
    /// <param name="yi">Room for as many.</param>
    /// <param name="extra">Room for <see cref="ExtraLanes"/>.</param>
    /// <returns>Whether the result is in y; else it is in x.</returns>
    public bool Run<TLane>(TLane* xr, TLane* xi, TLane* yr, TLane* yi, TLane* extra)
        where TLane : unmanaged, ILane<TLane>
    {
        if (_bluestein is not null)
        {
            _bluestein.Run(xr, xi, yr, yi, extra);
            return true;
        }
        int groups = Length, stride = 1;
        for (int pass = 0; pass < _radices.Length; pass++)
        {
            int radix = _radices[pass];
            groups /= radix;
            float* turns = _turns[pass].At;
            switch (radix)
            {
                case 2: Two(turns, groups, stride, xr, xi, yr, yi); break;
                case 3: Three(turns, groups, stride, xr, xi, yr, yi); break;
                case 4: Four(turns, groups, stride, xr, xi, yr, yi); break;
                case 8: Eight(turns, groups, stride, xr, xi, yr, yi); break;
                case 5: Five(turns, groups, stride, xr, xi, yr, yi); break;
                default: Odd(radix, _roots[pass]!.At, turns, groups, stride, xr, xi, yr, yi); break;
            }
            stride *= radix;
            TLane* swapR = xr, swapI = xi;
            xr = yr;
            xi = yi;
            yr = swapR;
            yi = swapI;
        }
        return _radices.Length % 2 == 1;
    }

    // An eight in place of a four and a two: a pass less. Two eights in place of three fours were measured slower.
    private static int[]? Wider(int[]? radices)
    {
        int two = radices is null ? -1 : Array.IndexOf(radices, 2);
        return two < 1 ? radices : [8, .. radices![..(two - 1)], .. radices[(two + 1)..]];
    }

    private static PinnedFloats Turns(int radix, int span)
    {
        int groups = span / radix, each = 2 * (radix - 1);
        float[] turns = new float[groups * each];
        for (int p = 0; p < groups; p++)
        {
            for (int k = 1; k < radix; k++)
            {
                System.Numerics.Complex turn = Roots.Of((long)p * k, span);
                turns[(p * each) + (2 * k) - 2] = (float)turn.Real;
                turns[(p * each) + (2 * k) - 1] = (float)turn.Imaginary;
            }
        }
        return new(turns);
    }

    private static PinnedFloats? RootsOf(int radix)
    {
        if (radix <= 5 || radix % 2 == 0)
            return null;
        float[] roots = new float[2 * radix];
        for (int j = 0; j < radix; j++)
        {
            System.Numerics.Complex root = Roots.Of(j, radix);
            (roots[2 * j], roots[(2 * j) + 1]) = ((float)root.Real, (float)-root.Imaginary);
        }
        return new(roots);
    }
}
