using System.Numerics;
using System.Runtime.CompilerServices;
using Hinge.Scattering.NonLinearities;

namespace Hinge.Scattering.Fourier;

/// <summary>A non-linearity on lines of lanes. Those without a vector form are taken number by number, in
/// double.</summary>
internal sealed unsafe class LaneNonLinearity(NonLinearity nonLinearity)
{
    /// <summary>z itself.</summary>
    public static LaneNonLinearity Identity { get; } = new(NonLinearity.Identity);

    /// <summary>M(z) for a line.</summary>
    /// <param name="re">Real parts.</param>
    /// <param name="im">Imaginary parts.</param>
    /// <param name="count">Lanes.</param>
    /// <param name="toR">Receives real parts; may be the same.</param>
    /// <param name="toI">Receives imaginary parts; null where the result is real.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Apply<TLane>(TLane* re, TLane* im, int count, TLane* toR, TLane* toI)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane zero = TLane.All(0);
        if (nonLinearity == NonLinearity.Modulus)
        {
            for (int i = 0; i < count; i++)
                toR[i] = TLane.Sqrt(TLane.Fused(re[i], re[i], im[i] * im[i]));
            if (toI != null)
                new Span<TLane>(toI, count).Clear();
        }
        else if (nonLinearity == NonLinearity.Relu)
        {
            for (int i = 0; i < count; i++)
                toR[i] = TLane.Max(re[i], zero);
            for (int i = 0; toI != null && i < count; i++)
                toI[i] = TLane.Max(im[i], zero);
        }
        else if (nonLinearity == NonLinearity.Identity)
        {
            new Span<TLane>(re, count).CopyTo(new(toR, count));
            if (toI != null)
                new Span<TLane>(im, count).CopyTo(new(toI, count));
        }
        else
        {
            OneByOne((float*)re, (float*)toR, count * TLane.Width);
            if (toI != null)
                OneByOne((float*)im, (float*)toI, count * TLane.Width);
        }
    }

    private void OneByOne(float* from, float* to, int count)
    {
        for (int i = 0; i < count; i++)
            to[i] = (float)nonLinearity.Apply(new Complex(from[i], 0)).Real;
    }
}
