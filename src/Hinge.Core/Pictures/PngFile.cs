using System.Buffers.Binary;
using System.IO.Compression;
using Hinge.Core.Formats;
using Hinge.Core.Runs;

namespace Hinge.Core.Pictures;

/// <summary>PNG files as plain 8-bit pictures; <see cref="PngImage"/> reads the other kinds.</summary>
public static class PngFile
{
    /// <summary>Reads a file as a picture.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, is not a sound PNG, or is of another kind.</exception>
    public static Picture Read(string path) => ToPicture(PngImage.Read(path), path);

    /// <summary>
    /// Reads a file held in memory as a picture: grey (of 1, 2 or 4 bits, scaled to 0 … 255, or 8 bits), RGB or RGBA of
    /// 8 bits.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InputException">
    /// The bytes are not a sound PNG; or the picture has 16 bits, a palette, grey with opacity, or a transparent
    /// colour, which would not survive.
    /// </exception>
    public static Picture Read(ReadOnlyMemory<byte> bytes, string name) => ToPicture(PngImage.Read(bytes, name), name);

    /// <summary>Writes a picture.</summary>
    /// <param name="path">The file, written whole or not at all.</param>
    /// <param name="picture">Grey, RGB or RGBA.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Picture picture) => AtomicFile.WriteAllBytes(path, ToBytes(picture));

    /// <summary>The bytes of the file that holds a picture. The same picture gives the same bytes.</summary>
    /// <param name="picture">Grey, RGB or RGBA.</param>
    public static byte[] ToBytes(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        byte[] header = new byte[PngHeader.Length];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        PngColour colour = picture.Channels switch { 1 => PngColour.Grey, 3 => PngColour.Rgb, _ => PngColour.Rgba };
        (header[8], header[9]) = (8, (byte)colour);

        using MemoryStream file = new();
        file.Write(PngReader.Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Pack(picture));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Of the five filters each row gets the one whose output has the least sum of sizes (specification, §12.7).
    private static byte[] Pack(Picture picture)
    {
        int pixel = picture.Channels, rowBytes = picture.Width * pixel;
        byte[] above = new byte[pixel + rowBytes], row = new byte[pixel + rowBytes];
        byte[] best = new byte[1 + rowBytes], candidate = new byte[1 + rowBytes];
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int y = 0; y < picture.Height; y++)
            {
                picture.Row(y).CopyTo(row.AsSpan(pixel));
                long least = long.MaxValue;
                for (int filter = 0; filter < PngFilter.Count; filter++)
                {
                    candidate[0] = (byte)filter;
                    long sum = PngFilter.Apply(filter, row, above, pixel, candidate.AsSpan(1));
                    if (sum >= least)
                        continue;
                    least = sum;
                    (best, candidate) = (candidate, best);
                }
                zlib.Write(best);
                (above, row) = (row, above);
            }
        }
        return packed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(type, content));
        file.Write(number);
    }

    private static Picture ToPicture(PngImage png, string name)
    {
        bool plain = png.BitDepth <= 8 && png.Colour is (PngColour.Grey or PngColour.Rgb or PngColour.Rgba);
        bool keyed = png.Transparency.Length > 0;
        if (!plain || keyed)
        {
            string extra = keyed && plain ? " with a transparent colour" : "";
            throw new InputException($"{name}: {png.Kind} PNG{extra}; expected 8-bit grey, RGB or RGBA");
        }
        if (png.BitDepth < 8)
        {
            int scale = 255 / ((1 << png.BitDepth) - 1); // 255, 85 or 17: exact
            foreach (ref byte sample in png.Samples.AsSpan())
                sample = (byte)(sample * scale);
        }
        return new Picture(png.Width, png.Height, png.Channels, png.Samples);
    }
}
