using System.Security.Cryptography;
using System.Text;

namespace Hinge.Core.Randomness;

/// <summary>
/// A splittable stream of random numbers. The same seed gives the same numbers, to the bit, on every machine and with
/// or without vector instructions; bulk fills give the same numbers as one draw at a time. Not thread-safe: split one
/// stream for each thread instead.
/// </summary>
/// <remarks>
/// <para>
/// The stream is a sequence of 32-bit words: word p is word p mod 4 of the Philox4x32-10 block with counter
/// (p div 4, 0) under the stream's key (Salmon et al., SC 2011). The key of a new stream is its seed.
/// </para>
/// <para>
/// How values are made from words, in the order drawn:
/// a 64-bit integer is two words, the low half first;
/// a <see cref="double"/> is the upper 53 bits of a 64-bit integer times 2⁻⁵³;
/// a <see cref="float"/> is the upper 24 bits of one word times 2⁻²⁴;
/// a Gaussian is Φ⁻¹((n + ½) 2⁻⁵²) with n the upper 52 bits of a 64-bit integer, so always two words, symmetric about 0
/// and at most 8.2 in size;
/// a bounded integer is the high half of word times range, redrawn while the low half falls below 2³² mod range
/// (D. Lemire, "Fast random integer generation in an interval", 2019).
/// </para>
/// <para>
/// A child's key is the first two words of the block with counter (index, 1) for a number and (the first eight bytes of
/// the SHA-256 of the UTF-8 name, little-endian, 2) for a name, under the parent's key. It depends on the parent's key
/// and the label alone, never on how much was drawn.
/// </para>
/// </remarks>
public sealed partial class RandomStream
{
    private const ulong ValueDomain = 0, IndexDomain = 1, NameDomain = 2;
    private const int BufferLength = 64;

    private readonly ulong _key;
    private uint[]? _buffer;
    private ulong _bufferStart;

    /// <summary>The stream of a seed, at its start.</summary>
    /// <param name="seed">Any number; different seeds give unrelated streams.</param>
    public RandomStream(ulong seed) => _key = seed;

    /// <summary>
    /// The number of 32-bit words drawn so far. Setting it goes there at once, forwards or backwards: a stream of the
    /// same seed set to a stored position continues exactly.
    /// </summary>
    public ulong Position { get; set; }

    /// <summary>An independent stream for a purpose, for example <c>"weights"</c>; at its own start.</summary>
    /// <param name="name">The label; the same label gives the same child whatever was drawn before.</param>
    public RandomStream Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return Child(BitConverter.ToUInt64(hash), NameDomain);
    }

    /// <summary>An independent stream for item <paramref name="index"/> of many; at its own start.</summary>
    /// <param name="index">The label; the same label gives the same child whatever was drawn before.</param>
    public RandomStream Split(ulong index) => Child(index, IndexDomain);

    /// <summary>The next word of the stream.</summary>
    public uint NextUInt32()
    {
        // Positions below the buffer wrap to large offsets, so one comparison covers both sides.
        ulong offset = Position - _bufferStart;
        if (_buffer is null || offset >= BufferLength)
            offset = Refill();
        Position++;
        return _buffer![offset];
    }

    /// <summary>64 random bits: two words.</summary>
    public ulong NextUInt64()
    {
        uint low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    /// <summary>A whole number in [0, max), each equally likely: one word or more.</summary>
    /// <param name="exclusiveMax">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        return (int)Bounded((uint)exclusiveMax);
    }

    /// <summary>A whole number in [min, max), each equally likely: one word or more.</summary>
    /// <param name="inclusiveMin">The least value.</param>
    /// <param name="exclusiveMax">Greater than <paramref name="inclusiveMin"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int NextInt32(int inclusiveMin, int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(inclusiveMin, exclusiveMax);
        uint range = (uint)((long)exclusiveMax - inclusiveMin);
        return (int)(inclusiveMin + (long)Bounded(range));
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻⁵³: two words.</summary>
    public double NextDouble() => ToDouble(NextUInt64());

    /// <summary>A number in [0, 1), a multiple of 2⁻²⁴: one word.</summary>
    public float NextSingle() => ToSingle(NextUInt32());

    /// <summary>A standard normal number: two words.</summary>
    public double NextGaussian() => ToGaussian(NextUInt64());

    private static double ToDouble(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    private static float ToSingle(uint word) => (word >> 8) * (1.0f / (1 << 24));

    private static double ToGaussian(ulong bits) => NormalQuantile.At(ToProbability(bits));

    private static double ToProbability(ulong bits) => ((bits >> 12) + 0.5) * (1.0 / (1UL << 52));

    private uint Bounded(uint range)
    {
        ulong product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            uint unfair = (0u - range) % range;
            while ((uint)product < unfair)
                product = (ulong)NextUInt32() * range;
        }
        return (uint)(product >> 32);
    }

    private ulong Refill()
    {
        _buffer ??= new uint[BufferLength];
        _bufferStart = Position & ~(ulong)(BufferLength - 1);
        Philox4x32.Blocks(_key, _bufferStart / 4, ValueDomain, _buffer);
        return Position - _bufferStart;
    }

    private RandomStream Child(ulong label, ulong domain)
    {
        Span<uint> words = stackalloc uint[4];
        Philox4x32.Block(_key, label, domain, words);
        return new RandomStream(words[0] | ((ulong)words[1] << 32));
    }
}
