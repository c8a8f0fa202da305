using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hinge.Core.Randomness;

public sealed partial class RandomStream
{
    /// <summary>Fills with uniform numbers in [low, high): low + (high - low) u, one word each.</summary>
    /// <param name="values">Receives the numbers; same as that many draws of <see cref="NextSingle"/>, scaled.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">Greater than <paramref name="low"/>; never reached, rounding included.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or its width is not finite.</exception>
    public void FillUniform(Span<float> values, float low, float high)
    {
        CheckRange(low, high, high - low);
        float width = high - low, last = MathF.BitDecrement(high);
        Span<uint> words = MemoryMarshal.Cast<float, uint>(values);
        FillWords(words);
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Min(low + (width * ToSingle(words[i])), last);
    }

    /// <summary>Fills with uniform numbers in [low, high): low + (high - low) u, two words each.</summary>
    /// <param name="values">Receives the numbers; same as that many draws of <see cref="NextDouble"/>, scaled.</param>
    /// <param name="low">The least value.</param>
    /// <param name="high">Greater than <paramref name="low"/>; never reached, rounding included.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty or its width is not finite.</exception>
    public void FillUniform(Span<double> values, double low, double high)
    {
        CheckRange(low, high, high - low);
        double width = high - low, last = Math.BitDecrement(high);
        Span<uint> words = MemoryMarshal.Cast<double, uint>(values);
        FillWords(words);
        for (int i = 0; i < values.Length; i++)
            values[i] = Math.Min(low + (width * ToDouble(Pair(words, i))), last);
    }

    /// <summary>Fills with standard normal numbers, two words each, rounded from <see cref="NextGaussian"/>.</summary>
    /// <param name="values">Receives the numbers.</param>
    [SkipLocalsInit]
    public void FillGaussian(Span<float> values)
    {
        Span<double> part = stackalloc double[256];
        while (values.Length > 0)
        {
            int count = Math.Min(values.Length, part.Length);
            FillGaussian(part[..count]);
            Narrow(part[..count], values);
            values = values[count..];
        }
    }

    /// <summary>Fills with standard normal numbers, two words each, as <see cref="NextGaussian"/> draws them.</summary>
    /// <param name="values">Receives the numbers.</param>
    public void FillGaussian(Span<double> values)
    {
        Span<uint> words = MemoryMarshal.Cast<double, uint>(values);
        FillWords(words);
        int vectors = BitConverter.IsLittleEndian ? values.Length & ~7 : 0;
        for (int i = 0; i < vectors; i += 8)
        {
            Vector512<ulong> bits = Vector512.Create<double>(values[i..]).AsUInt64() >>> 12;
            ((Vector512.ConvertToDouble(bits.AsInt64()) + Vector512.Create(0.5)) * (1.0 / (1UL << 52)))
                .CopyTo(values[i..]);
        }
        for (int i = vectors; i < values.Length; i++)
            values[i] = ToProbability(Pair(words, i));
        NormalQuantile.InPlace(values);
    }

    /// <summary>Fills with the next words of the stream, as <see cref="NextUInt32"/> draws them.</summary>
    /// <param name="words">Receives the words.</param>
    public void FillWords(Span<uint> words)
    {
        // Single draws up to the next whole block, whole blocks at once, single draws for the rest.
        int head = Math.Min((int)((0 - Position) & 3), words.Length);
        int body = (words.Length - head) & ~3;
        for (int i = 0; i < head; i++)
            words[i] = NextUInt32();
        Philox4x32.Blocks(_key, Position / 4, ValueDomain, words.Slice(head, body));
        Position += (ulong)body;
        for (int i = head + body; i < words.Length; i++)
            words[i] = NextUInt32();
    }

    /// <summary>Puts the values in an order drawn from all orders with equal chance (Fisher and Yates).</summary>
    /// <param name="values">Reordered in place.</param>
    /// <typeparam name="T">Any type.</typeparam>
    public void Shuffle<T>(Span<T> values)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = NextInt32(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    /// <summary>The numbers 0 … count - 1 in an order drawn from all orders with equal chance.</summary>
    /// <param name="count">How many; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        Shuffle<int>(order);
        return order;
    }

    private static void Narrow(ReadOnlySpan<double> values, Span<float> narrow)
    {
        int i = 0;
        for (; i <= values.Length - 16; i += 16)
            Vector512.Narrow(Vector512.Create(values[i..]), Vector512.Create(values[(i + 8)..])).CopyTo(narrow[i..]);
        for (; i < values.Length; i++)
            narrow[i] = (float)values[i];
    }

    // Written out, not read through a 64-bit view: the low half comes first on every machine.
    private static ulong Pair(ReadOnlySpan<uint> words, int i) => words[2 * i] | ((ulong)words[(2 * i) + 1] << 32);

    private static void CheckRange(double low, double high, double width)
    {
        if (!(low < high) || !double.IsFinite(width))
            throw new ArgumentOutOfRangeException(nameof(high), $"[{low}, {high}) is not a range of finite width");
    }
}
