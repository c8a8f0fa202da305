using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hinge.Scattering.Fourier;

/// <summary>Sixteen numbers in an instruction (AVX-512).</summary>
internal readonly unsafe struct Lane16(Vector512<float> value) : ILane<Lane16>
{
    private readonly Vector512<float> _value = value;

    public static int Width => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator +(Lane16 a, Lane16 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator -(Lane16 a, Lane16 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 operator *(Lane16 a, Lane16 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 All(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Fused(Lane16 a, Lane16 b, Lane16 c) =>
        new(Vector512.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 FusedNegated(Lane16 a, Lane16 b, Lane16 c) => new(
        Avx512F.IsSupported
        ? Avx512F.FusedMultiplyAddNegated(a._value, b._value, c._value)
        : Vector512.FusedMultiplyAdd(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Sqrt(Lane16 a) => new(Vector512.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane16 Max(Lane16 a, Lane16 b) => new(Vector512.Max(a._value, b._value));

    public static void Transpose(float* from, long stride, float* to, long toStride)
    {
        if (!Avx512F.IsSupported)
        {
            for (int i = 0; i < 256; i++)
                to[((i & 15) * toStride) + (i >> 4)] = from[((i >> 4) * stride) + (i & 15)];
            return;
        }
        // Four columns of all rows at a time: row i lies in quarter i / 4 of vector i % 4, and each quarter is
        // transposed.
        for (int quarter = 0; quarter < 4; quarter++, from += 4)
        {
            Vector512<float> a = Rows(from, stride, 0), b = Rows(from, stride, 1);
            Vector512<float> c = Rows(from, stride, 2), d = Rows(from, stride, 3);
            Vector512<float> ab0 = Avx512F.UnpackLow(a, b), ab2 = Avx512F.UnpackHigh(a, b);
            Vector512<float> cd0 = Avx512F.UnpackLow(c, d), cd2 = Avx512F.UnpackHigh(c, d);
            Avx512F.Shuffle(ab0, cd0, 0x44).Store(to);
            Avx512F.Shuffle(ab0, cd0, 0xEE).Store(to + toStride);
            Avx512F.Shuffle(ab2, cd2, 0x44).Store(to + (2 * toStride));
            Avx512F.Shuffle(ab2, cd2, 0xEE).Store(to + (3 * toStride));
            to += 4 * toStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Rows(float* from, long stride, int row) => Vector512.Create(
        Vector256.Create(Vector128.Load(from + (row * stride)), Vector128.Load(from + ((row + 4) * stride))),
        Vector256.Create(Vector128.Load(from + ((row + 8) * stride)), Vector128.Load(from + ((row + 12) * stride))));
}
