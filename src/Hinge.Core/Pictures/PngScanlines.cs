namespace Hinge.Core.Pictures;

/// <summary>Turns the decompressed pixel data of a PNG into samples: passes, filters, packed bits.</summary>
/// <remarks>PNG specification, third edition, §7.2 (scanlines), §8 (interlacing), §9 (filtering).</remarks>
internal static class PngScanlines
{
    // Adam7: first column, first row, column step, row step of each pass. A plain picture is one pass over everything.
    private static readonly (int X, int Y, int StepX, int StepY)[] s_adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private static readonly (int X, int Y, int StepX, int StepY)[] s_plain = [(0, 0, 1, 1)];

    /// <summary>Bytes of all filtered rows of all passes; -1 if beyond 2⁶³.</summary>
    public static long RawLength(PngHeader header)
    {
        Int128 total = 0;
        foreach ((int x, int y, int stepX, int stepY) in Passes(header))
        {
            int width = Extent(header.Width, x, stepX), height = Extent(header.Height, y, stepY);
            if (width > 0)
                total += (Int128)height * (1 + header.RowBytes(width));
        }
        return total > long.MaxValue ? -1 : (long)total;
    }

    /// <summary>Reads all passes into unpacked samples.</summary>
    /// <param name="stream">The decompressed pixel data.</param>
    /// <param name="header">Checked: the samples fit one array.</param>
    /// <param name="name">The file, for messages.</param>
    public static byte[] Read(Stream stream, PngHeader header, string name)
    {
        byte[] samples = new byte[(long)header.Width * header.Height * header.Channels * header.BytesPerSample];
        int pixelBytes = Math.Max(1, header.BitsPerPixel / 8);
        foreach ((int x0, int y0, int stepX, int stepY) in Passes(header))
        {
            int width = Extent(header.Width, x0, stepX);
            if (width == 0)
                continue;

            // Each row carries a margin of zeros in front: the filters look one pixel to the left.
            int rowBytes = (int)header.RowBytes(width);
            byte[] above = new byte[pixelBytes + rowBytes], row = new byte[pixelBytes + rowBytes];
            for (int y = y0; y < header.Height; y += stepY)
            {
                int filter = stream.ReadByte();
                int got = stream.ReadAtLeast(row.AsSpan(pixelBytes), rowBytes, throwOnEndOfStream: false);
                if (filter < 0 || got < rowBytes)
                    throw new InputException($"{name}: the pixel data end in row {y} of {header.Height}");
                if (filter > 4)
                    throw new InputException($"{name}: row {y} has PNG filter {filter}; expected 0 … 4");
                PngFilter.Undo(filter, row, above, pixelBytes);
                Place(row.AsSpan(pixelBytes), samples, header, width, y, x0, stepX);
                (above, row) = (row, above);
            }
        }
        return samples;
    }

    private static (int X, int Y, int StepX, int StepY)[] Passes(PngHeader header) =>
        header.Interlaced ? s_adam7 : s_plain;

    // Without the addition first - 1 + step, which can overflow for the widest pictures.
    private static int Extent(int size, int first, int step) => size <= first ? 0 : ((size - first - 1) / step) + 1;

    private static void Place(
        ReadOnlySpan<byte> row, byte[] samples, PngHeader header, int width, int y, int x0, int stepX)
    {
        int pixel = header.Channels * header.BytesPerSample;
        Span<byte> target = samples.AsSpan(y * header.Width * pixel, header.Width * pixel);
        if (header.BitDepth < 8)
        {
            int mask = (1 << header.BitDepth) - 1, perByte = 8 / header.BitDepth;
            for (int i = 0; i < width; i++)
            {
                int shift = 8 - (header.BitDepth * ((i % perByte) + 1));
                target[x0 + (i * stepX)] = (byte)((row[i / perByte] >> shift) & mask);
            }
        }
        else if (stepX == 1)
        {
            row[..(width * pixel)].CopyTo(target[(x0 * pixel)..]);
        }
        else
        {
            for (int i = 0; i < width; i++)
                row.Slice(i * pixel, pixel).CopyTo(target[((x0 + (i * stepX)) * pixel)..]);
        }
    }
}
