using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Hinge.Core.Randomness;

internal static partial class Philox4x32
{
    // Four or eight blocks side by side. A 64-bit lane holds one block, and each of the four vectors one counter word in the low
    // half of its lanes; the high halves hold leftovers of the products, which nothing reads: the 32 x 32 -> 64 bit
    // multiplication looks at low halves only, and the last step masks them away. A round is thus two multiplications,
    // two shifts and four exclusive-ors for all of them.

    /// <summary>As many groups of blocks as fit; returns the words written, 0 without AVX2.</summary>
    internal static int BlocksVector(ulong key, ulong low, ulong high, Span<uint> words)
    {
        if (!Avx2.IsSupported)
            return 0;
        Span<Vector256<ulong>> target = MemoryMarshal.Cast<uint, Vector256<ulong>>(words);
        int group = 0, groups = words.Length / 16;
        if (Avx512F.IsSupported)
        {
            Span<Vector512<ulong>> wide = MemoryMarshal.Cast<uint, Vector512<ulong>>(words);
            for (; group < (groups & ~1); group += 2, low += 8)
                EightBlocks(key, low, high, out wide[group], out wide[group + 1]);
        }
        for (; group < groups; group++, low += 4)
            FourBlocks(key, low, high, out target[2 * group], out target[(2 * group) + 1]);
        return groups * 16;
    }

    private static void EightBlocks(
        ulong key, ulong low, ulong high, out Vector512<ulong> first, out Vector512<ulong> second)
    {
        Vector512<uint> multiplier0 = Vector512.Create((ulong)Multiplier0).AsUInt32();
        Vector512<uint> multiplier1 = Vector512.Create((ulong)Multiplier1).AsUInt32();
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        Vector512<ulong> c0 = Vector512.Create(low) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        Vector512<ulong> c1 = c0 >>> 32;
        Vector512<ulong> c2 = Vector512.Create(high);
        Vector512<ulong> c3 = c2 >>> 32;
        for (int round = 0; round < Rounds; round++)
        {
            Vector512<ulong> product0 = Avx512F.Multiply(c0.AsUInt32(), multiplier0);
            Vector512<ulong> product1 = Avx512F.Multiply(c2.AsUInt32(), multiplier1);
            c0 = (product1 >>> 32) ^ c1 ^ Vector512.Create((ulong)key0);
            c1 = product1;
            c2 = (product0 >>> 32) ^ c3 ^ Vector512.Create((ulong)key1);
            c3 = product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }
        Vector512<ulong> lowHalf = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> front = (c0 & lowHalf) | (c1 << 32);
        Vector512<ulong> back = (c2 & lowHalf) | (c3 << 32);
        first = Avx512F.PermuteVar8x64x2(front, Vector512.Create(0UL, 8, 1, 9, 2, 10, 3, 11), back);
        second = Avx512F.PermuteVar8x64x2(front, Vector512.Create(4UL, 12, 5, 13, 6, 14, 7, 15), back);
    }

    private static void FourBlocks(
        ulong key, ulong low, ulong high, out Vector256<ulong> first, out Vector256<ulong> second)
    {
        Vector256<uint> multiplier0 = Vector256.Create((ulong)Multiplier0).AsUInt32();
        Vector256<uint> multiplier1 = Vector256.Create((ulong)Multiplier1).AsUInt32();
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        Vector256<ulong> c0 = Vector256.Create(low, low + 1, low + 2, low + 3);
        Vector256<ulong> c1 = c0 >>> 32;
        Vector256<ulong> c2 = Vector256.Create(high);
        Vector256<ulong> c3 = c2 >>> 32;
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = Avx2.Multiply(c0.AsUInt32(), multiplier0);
            Vector256<ulong> product1 = Avx2.Multiply(c2.AsUInt32(), multiplier1);
            c0 = (product1 >>> 32) ^ c1 ^ Vector256.Create((ulong)key0);
            c1 = product1;
            c2 = (product0 >>> 32) ^ c3 ^ Vector256.Create((ulong)key1);
            c3 = product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        // A block is two 64-bit words; put those of blocks 0, 1 and of blocks 2, 3 next to each other.
        Vector256<ulong> lowHalf = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> front = (c0 & lowHalf) | (c1 << 32);
        Vector256<ulong> back = (c2 & lowHalf) | (c3 << 32);
        Vector256<ulong> even = Avx2.UnpackLow(front, back);
        Vector256<ulong> odd = Avx2.UnpackHigh(front, back);
        first = Avx2.Permute2x128(even, odd, 0x20);
        second = Avx2.Permute2x128(even, odd, 0x31);
    }
}
