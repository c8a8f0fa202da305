using System.Buffers.Binary;

namespace Hinge.Core.Pictures;

/// <summary>The header chunk of a PNG file.</summary>
/// <remarks>PNG specification, third edition, §11.2.1.</remarks>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColour Colour, bool Interlaced)
{
    public const int Length = 13;

    public int Channels => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.Rgba => 4,
        _ => 1,
    };

    public int BitsPerPixel => BitDepth * Channels;

    /// <summary>Bytes of an unpacked sample: 1, or 2 for 16 bits.</summary>
    public int BytesPerSample => BitDepth == 16 ? 2 : 1;

    /// <summary>Bytes of a packed row of so many pixels, without its filter byte.</summary>
    public long RowBytes(int width) => (((long)width * BitsPerPixel) + 7) / 8;

    /// <summary>For example <c>16-bit RGB</c>.</summary>
    public override string ToString() => BitDepth + "-bit " + Colour switch
    {
        PngColour.Grey => "grey",
        PngColour.Rgb => "RGB",
        PngColour.Palette => "palette",
        PngColour.GreyAlpha => "grey with opacity",
        _ => "RGBA",
    };

    public static PngHeader Parse(ReadOnlySpan<byte> data, string name)
    {
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data);
        uint height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new InputException(
                $"{name}: offset 16: PNG of {width} x {height} pixels; expected 1 … 2147483647 each");
        PngHeader header = new((int)width, (int)height, data[8], (PngColour)data[9], data[12] == 1);
        bool known = header.Colour switch
        {
            PngColour.Grey => header.BitDepth is 1 or 2 or 4 or 8 or 16,
            PngColour.Palette => header.BitDepth is 1 or 2 or 4 or 8,
            PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => header.BitDepth is 8 or 16,
            _ => false,
        };
        if (!known)
            throw new InputException($"{name}: offset 24: PNG has no bit depth {data[8]} with colour type {data[9]}");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new InputException(
                $"{name}: offset 26: PNG compression {data[10]}, filter {data[11]}, interlace {data[12]};"
                + " expected 0, 0, 0 or 1");
        return header;
    }
}
