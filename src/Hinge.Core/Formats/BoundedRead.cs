using System.Runtime.InteropServices;

namespace Hinge.Core.Formats;

/// <summary>Reading amounts that a header claims, without believing the header before the bytes are there.</summary>
internal static class BoundedRead
{
    private const int FirstStep = 1 << 16;

    /// <summary>DEFLATE cannot grow data more than this many times (RFC 1951: 258 bytes from two bits).</summary>
    private const long MostDeflateGrowth = 1032;

    /// <summary>Whether <paramref name="claimed"/> bytes can come out of so many compressed ones.</summary>
    public static bool CanInflateTo(long claimed, long compressed) =>
        claimed <= (compressed * MostDeflateGrowth) + MostDeflateGrowth;

    /// <summary>Exactly <paramref name="count"/> bytes.</summary>
    /// <param name="stream">Read from where it stands.</param>
    /// <param name="count">At most what an array can hold; the caller has checked it.</param>
    /// <param name="name">The file, for the message.</param>
    /// <param name="what">What the bytes are, for the message.</param>
    public static byte[] Exactly(Stream stream, long count, string name, string what)
    {
        // A file tells its size. For other streams memory grows only as bytes arrive.
        long step = stream.CanSeek ? count : Math.Min(count, FirstStep);
        if (stream.CanSeek && stream.Length - stream.Position < count)
            throw TooShort(name, what, count, stream.Length - stream.Position);
        byte[] bytes = new byte[step];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            if (filled < bytes.Length)
                throw TooShort(name, what, count, filled);
            if (filled == count)
                return bytes;
            Array.Resize(ref bytes, (int)Math.Min(count, 2L * filled));
        }
    }

    /// <summary>Everything up to the end.</summary>
    public static byte[] ToEnd(Stream stream, string name)
    {
        if (stream.CanSeek && stream.Length > 0)
        {
            long count = stream.Length - stream.Position;
            return count <= Array.MaxLength
                ? Exactly(stream, count, name, "content")
                : throw new InputException($"{name}: {count} bytes; files beyond {Array.MaxLength} are not supported");
        }
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }

    /// <summary>A stream over memory, without a copy where the memory is an array.</summary>
    public static MemoryStream Over(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static InputException TooShort(string name, string what, long expected, long found) =>
        new($"{name}: {what} ends after {Math.Max(found, 0)} bytes; expected {expected}");
}
