using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hinge.Flight.Networks;

/// <summary>
/// The reference's approximation of the hyperbolic tangent: x (27 + x²) / (27 + 9 x²), x clamped to [-3, 3], where it
/// is exactly ±1. Its derivative is taken as 1 - y², which differs from the true one of this function by up to 0.06.
/// </summary>
internal static class FastTanh
{
    /// <summary>The value.</summary>
    public static T Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        T bound = T.CreateChecked(3), scale = T.CreateChecked(27);
        x = T.Clamp(x, -bound, bound);
        T square = x * x;
        return x * (scale + square) / (scale + (T.CreateChecked(9) * square));
    }

    /// <summary>Four values, to the bits of one at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Of(Vector128<float> x)
    {
        x = Vector128.MinNative(Vector128.Create(3f), Vector128.MaxNative(Vector128.Create(-3f), x));
        Vector128<float> square = x * x, scale = Vector128.Create(27f);
        return x * (scale + square) / (scale + (Vector128.Create(9f) * square));
    }

    /// <summary>Eight values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Of(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.Create(3f), Vector256.MaxNative(Vector256.Create(-3f), x));
        Vector256<float> square = x * x, scale = Vector256.Create(27f);
        return x * (scale + square) / (scale + (Vector256.Create(9f) * square));
    }

    /// <summary>Sixteen values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.Create(3f), Vector512.MaxNative(Vector512.Create(-3f), x));
        Vector512<float> square = x * x, scale = Vector512.Create(27f);
        return x * (scale + square) / (scale + (Vector512.Create(9f) * square));
    }

    /// <summary>The derivative that training uses, from the value.</summary>
    public static T Slope<T>(T y) where T : unmanaged, IFloatingPointIeee754<T> => T.One - (y * y);
}
