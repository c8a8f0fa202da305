using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hinge.Core.Pictures;

namespace Hinge.Testing.Samples;

/// <summary>
/// A second PNG writer, plain and slow, bit by bit from the specification: every colour type, depth, filter and
/// interlacing, split into several data chunks. Shares no code with the one under test.
/// </summary>
internal sealed class PngBuilder
{
    public int Width { get; init; } = 1;

    public int Height { get; init; } = 1;

    public PngColour Colour { get; init; }

    public int BitDepth { get; init; } = 8;

    public bool Interlaced { get; init; }

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    /// <summary>The filter of row number n of the file.</summary>
    public Func<int, int> Filter { get; init; } = row => row % 5;

    /// <summary>Sample (x, y, c).</summary>
    public Func<int, int, int, int> Sample { get; init; } = (_, _, _) => 0;

    public int Channels => Colour switch { PngColour.Rgb => 3, PngColour.Rgba => 4, PngColour.GreyAlpha => 2, _ => 1 };

    public byte[] Build()
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9], header[12]) = ((byte)BitDepth, (byte)Colour, (byte)(Interlaced ? 1 : 0));
        byte[] data = Pack(Rows());
        int half = data.Length / 2;
        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, 0x0A,
            .. Chunk("IHDR", header),
            .. Chunk("tEXt", "Comment\0one that is skipped"u8.ToArray()),
            .. Palette is null ? [] : Chunk("PLTE", Palette),
            .. Transparency is null ? [] : Chunk("tRNS", Transparency),
            .. Chunk("IDAT", data[..half]), .. Chunk("IDAT", []), .. Chunk("IDAT", data[half..]),
            .. Chunk("IEND", []),
        ];
    }

    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        byte[] length = new byte[4], check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Check(body));
        return [.. length, .. body, .. check];
    }

    /// <summary>Recomputes the checksums of all chunks in place, as far as their lengths make sense.</summary>
    public static void Repair(byte[] file)
    {
        for (int at = 8; at + 12 <= file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12)
                return;
            uint check = Check(file.AsSpan(at + 4, length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(at + 8 + length), check);
            at += 12 + length;
        }
    }

    public static byte[] Pack(byte[] raw)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(raw);
        return packed.ToArray();
    }

    private byte[] Rows()
    {
        (int X, int Y, int StepX, int StepY)[] passes = Interlaced
            ? [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
            : [(0, 0, 1, 1)];
        List<byte> all = [];
        int number = 0;
        foreach ((int x0, int y0, int stepX, int stepY) in passes)
        {
            byte[]? above = null;
            for (int y = y0; y < Height && x0 < Width; y += stepY)
            {
                byte[] row = PackedRow(y, x0, stepX);
                int filter = Filter(number++);
                all.Add((byte)filter);
                all.AddRange(Filtered(filter, row, above ?? new byte[row.Length]));
                above = row;
            }
        }
        return [.. all];
    }

    private byte[] PackedRow(int y, int x0, int stepX)
    {
        StringBuilder bits = new();
        for (int x = x0; x < Width; x += stepX)
        {
            for (int c = 0; c < Channels; c++)
                bits.Append(Convert.ToString(Sample(x, y, c), 2).PadLeft(BitDepth, '0'));
        }
        while (bits.Length % 8 != 0)
            bits.Append('0');
        string text = bits.ToString();
        return [.. Enumerable.Range(0, text.Length / 8).Select(i => Convert.ToByte(text.Substring(8 * i, 8), 2))];
    }

    private byte[] Filtered(int filter, byte[] row, byte[] above)
    {
        int pixel = Math.Max(1, Channels * BitDepth / 8);
        byte[] result = new byte[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            int a = i >= pixel ? row[i - pixel] : 0, b = above[i], c = i >= pixel ? above[i - pixel] : 0;
            int p = a + b - c;
            int nearest = new[] { a, b, c }.MinBy(candidate => Math.Abs(p - candidate));
            int predicted = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) >> 1, _ => nearest };
            result[i] = (byte)(row[i] - predicted);
        }
        return result;
    }

    private static uint Check(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
        }
        return ~crc;
    }
}
