using System.Numerics;

namespace Hinge.Scattering.Fourier;

/// <summary>Roots of unity, each computed by itself so that no error adds up.</summary>
internal static class Roots
{
    /// <summary>e^{-2πi index/length}.</summary>
    public static Complex Of(long index, long length)
    {
        (double sin, double cos) = double.SinCosPi(2.0 * (index % length) / length);
        return new(cos, -sin);
    }
}
