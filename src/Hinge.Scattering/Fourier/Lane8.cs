using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hinge.Scattering.Fourier;

/// <summary>Eight numbers in an instruction (AVX2 with FMA).</summary>
internal readonly unsafe struct Lane8(Vector256<float> value) : ILane<Lane8>
{
    private readonly Vector256<float> _value = value;

    public static int Width => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator +(Lane8 a, Lane8 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator -(Lane8 a, Lane8 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 operator *(Lane8 a, Lane8 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 All(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Fused(Lane8 a, Lane8 b, Lane8 c) =>
        new(Vector256.FusedMultiplyAdd(a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 FusedNegated(Lane8 a, Lane8 b, Lane8 c) => new(
        Fma.IsSupported
        ? Fma.MultiplyAddNegated(a._value, b._value, c._value)
        : Vector256.FusedMultiplyAdd(-a._value, b._value, c._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Sqrt(Lane8 a) => new(Vector256.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane8 Max(Lane8 a, Lane8 b) => new(Vector256.Max(a._value, b._value));

    public static void Transpose(float* from, long stride, float* to, long toStride)
    {
        if (!Avx.IsSupported)
        {
            for (int i = 0; i < 64; i++)
                to[((i & 7) * toStride) + (i >> 3)] = from[((i >> 3) * stride) + (i & 7)];
            return;
        }
        // Four by four within halves of vectors, for two quartets of rows; then the halves change places.
        for (int half = 0; half < 2; half++, from += 4)
        {
            Vector256<float> a = Pair(from, stride, 0), b = Pair(from, stride, 1);
            Vector256<float> c = Pair(from, stride, 2), d = Pair(from, stride, 3);
            Vector256<float> ab0 = Avx.UnpackLow(a, b), ab2 = Avx.UnpackHigh(a, b);
            Vector256<float> cd0 = Avx.UnpackLow(c, d), cd2 = Avx.UnpackHigh(c, d);
            Avx.Shuffle(ab0, cd0, 0x44).Store(to);
            Avx.Shuffle(ab0, cd0, 0xEE).Store(to + toStride);
            Avx.Shuffle(ab2, cd2, 0x44).Store(to + (2 * toStride));
            Avx.Shuffle(ab2, cd2, 0xEE).Store(to + (3 * toStride));
            to += 4 * toStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Pair(float* from, long stride, int row) => Vector256.Create(
        Vector128.Load(from + (row * stride)), Vector128.Load(from + ((row + 4) * stride)));
}
