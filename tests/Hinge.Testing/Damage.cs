using System.Buffers.Binary;
using Hinge.Core.Randomness;

namespace Hinge.Testing;

/// <summary>Seeded ways to spoil a file.</summary>
internal static class Damage
{
    private static readonly ulong[] s_extremes =
    [
        0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFF0, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
        0x1_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue,
    ];

    /// <summary>A copy of one of the files with one to three kinds of damage.</summary>
    public static byte[] Apply(IReadOnlyList<byte[]> files, RandomStream random)
    {
        byte[] bytes = [.. files[random.NextInt32(files.Count)]];
        for (int rounds = random.NextInt32(1, 4); rounds > 0 && bytes.Length > 0; rounds--)
        {
            bytes = random.NextInt32(7) switch
            {
                0 => FlipBits(bytes, random),
                1 => bytes[..random.NextInt32(bytes.Length)],
                2 => Splice(bytes, files[random.NextInt32(files.Count)], random),
                3 => EditNumber(bytes, random),
                4 => Extend(bytes, random),
                5 => EditDigit(bytes, random),
                _ => Duplicate(bytes, random),
            };
        }
        return bytes;
    }

    private static byte[] FlipBits(byte[] bytes, RandomStream random)
    {
        for (int flips = random.NextInt32(1, 5); flips > 0; flips--)
            bytes[Place(bytes, random)] ^= (byte)(1 << random.NextInt32(8));
        return bytes;
    }

    private static byte[] Splice(byte[] bytes, byte[] other, RandomStream random) =>
        [.. bytes[..random.NextInt32(bytes.Length)], .. other[random.NextInt32(other.Length)..]];

    // A number of 1, 2, 4 or 8 bytes in either order becomes an extreme one, or moves by a little.
    private static byte[] EditNumber(byte[] bytes, RandomStream random)
    {
        int size = 1 << random.NextInt32(4);
        if (bytes.Length < size)
            return bytes;
        Span<byte> field = bytes.AsSpan(Math.Min(Place(bytes, random), bytes.Length - size), size);
        bool big = random.NextInt32(2) == 0;
        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        field.CopyTo(big ? wide[(8 - size)..] : wide);
        ulong value = big ? BinaryPrimitives.ReadUInt64BigEndian(wide) : BinaryPrimitives.ReadUInt64LittleEndian(wide);
        value = random.NextInt32(2) == 0
            ? s_extremes[random.NextInt32(s_extremes.Length)]
            : value + (ulong)random.NextInt32(-9, 10);
        if (big)
            BinaryPrimitives.WriteUInt64BigEndian(wide, value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(wide, value);
        (big ? wide[(8 - size)..] : wide[..size]).CopyTo(field);
        return bytes;
    }

    // Headers in text keep their numbers in decimal.
    private static byte[] EditDigit(byte[] bytes, RandomStream random)
    {
        int start = Place(bytes, random);
        int at = bytes.AsSpan(start).IndexOfAnyInRange((byte)'0', (byte)'9');
        if (at < 0)
            return FlipBits(bytes, random);
        at += start;
        ReadOnlySpan<byte> digits = random.NextInt32(4) switch
        {
            0 => "9223372036854775807"u8,
            1 => "-1"u8,
            2 => "4294967296"u8,
            _ => [(byte)('0' + random.NextInt32(10))],
        };
        return [.. bytes[..at], .. digits, .. bytes[(at + 1)..]];
    }

    private static byte[] Extend(byte[] bytes, RandomStream random)
    {
        byte[] more = new byte[random.NextInt32(1, 100)];
        foreach (ref byte value in more.AsSpan())
            value = (byte)random.NextInt32(256);
        return [.. bytes, .. more];
    }

    private static byte[] Duplicate(byte[] bytes, RandomStream random)
    {
        int from = random.NextInt32(bytes.Length), count = random.NextInt32(1, Math.Min(64, bytes.Length - from) + 1);
        return [.. bytes[..(from + count)], .. bytes[from..]];
    }

    // Half of the places are near the start, where headers are.
    private static int Place(byte[] bytes, RandomStream random) =>
        random.NextInt32(random.NextInt32(2) == 0 ? Math.Min(96, bytes.Length) : bytes.Length);
}
