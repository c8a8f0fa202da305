namespace Hinge.Core.Randomness;

/// <summary>
/// The block cipher behind <see cref="RandomStream"/>: Philox4x32 with 10 rounds maps a 128-bit counter and a 64-bit
/// key to 128 bits. Its output passes TestU01's BigCrush.
/// </summary>
/// <remarks>
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, §3.3.
/// </remarks>
internal static partial class Philox4x32
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9; // golden ratio
    private const uint Weyl1 = 0xBB67AE85; // sqrt(3) - 1
    private const int Rounds = 10;

    /// <summary>One block: four words for the counter (<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="key">The key; its low half is the cipher's first key word.</param>
    /// <param name="low">Counter words 0 and 1.</param>
    /// <param name="high">Counter words 2 and 3.</param>
    /// <param name="words">Receives exactly four words.</param>
    public static void Block(ulong key, ulong low, ulong high, Span<uint> words)
    {
        uint key0 = (uint)key, key1 = (uint)(key >> 32);
        uint c0 = (uint)low, c1 = (uint)(low >> 32), c2 = (uint)high, c3 = (uint)(high >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0;
            ulong product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = (
                (uint)(product1 >> 32) ^ c1 ^ key0, (uint)product1,
                (uint)(product0 >> 32) ^ c3 ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }
        (words[0], words[1], words[2], words[3]) = (c0, c1, c2, c3);
    }

    /// <summary>The blocks <paramref name="low"/>, <paramref name="low"/> + 1, … one after the other.</summary>
    /// <param name="key">The key.</param>
    /// <param name="low">Counter words 0 and 1 of the first block.</param>
    /// <param name="high">Counter words 2 and 3 of every block.</param>
    /// <param name="words">Receives the blocks; its length is a multiple of four.</param>
    public static void Blocks(ulong key, ulong low, ulong high, Span<uint> words)
    {
        int done = BlocksVector(key, low, high, words);
        BlocksScalar(key, low + ((ulong)done / 4), high, words[done..]);
    }

    /// <summary>The specification of <see cref="Blocks"/>.</summary>
    internal static void BlocksScalar(ulong key, ulong low, ulong high, Span<uint> words)
    {
        for (; words.Length > 0; words = words[4..])
            Block(key, low++, high, words);
    }
}
