using System.Diagnostics.CodeAnalysis;
using Hinge.Core.Formats;

namespace Hinge.Core.Pictures;

/// <summary>
/// A PNG file as it is stored: every colour type and bit depth, samples unpacked but not scaled, palette indices kept.
/// For masks, and for telling what a file is; <see cref="PngFile"/> gives plain 8-bit pictures.
/// </summary>
public sealed class PngImage
{
    internal PngImage(PngHeader header, byte[] samples, byte[] palette, byte[] transparency)
    {
        (Width, Height, Colour, BitDepth) = (header.Width, header.Height, header.Colour, header.BitDepth);
        (Channels, Samples, Palette) = (header.Channels, samples, palette);
        Transparency = transparency;
        Kind = header.ToString();
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>What the samples of a pixel are.</summary>
    public PngColour Colour { get; }

    /// <summary>Bits of a sample: 1, 2, 4, 8 or 16.</summary>
    public int BitDepth { get; }

    /// <summary>Depth and colour in words, for example <c>16-bit RGB</c>.</summary>
    public string Kind { get; }

    /// <summary>Samples of a pixel: 1 to 4.</summary>
    public int Channels { get; }

    /// <summary>
    /// All samples, rows top to bottom, channels interleaved: one byte each, values 0 … 2^BitDepth - 1, for up to 8
    /// bits; two bytes each, the more significant first, for 16.
    /// </summary>
    [SuppressMessage("Performance", "CA1819", Justification = "The samples are the picture; a copy helps nobody.")]
    public byte[] Samples { get; }

    /// <summary>Red, green and blue of each palette entry in turn; empty without palette.</summary>
    public ReadOnlyMemory<byte> Palette { get; }

    /// <summary>
    /// The content of the tRNS chunk: opacities of the first palette entries, or the one transparent colour; empty
    /// without.
    /// </summary>
    public ReadOnlyMemory<byte> Transparency { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read or is not a sound PNG.</exception>
    public static PngImage Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a file held in memory. What follows the end chunk is ignored.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InputException">A chunk, a checksum or the pixel data are not those of a PNG.</exception>
    public static PngImage Read(ReadOnlyMemory<byte> bytes, string name) => new PngReader(bytes, name).Read();

    /// <summary>One sample, 0 … 2^BitDepth - 1.</summary>
    /// <param name="x">Column from the left.</param>
    /// <param name="y">Row from the top.</param>
    /// <param name="c">Channel.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside the picture.</exception>
    public int Sample(int x, int y, int c = 0)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height || (uint)c >= (uint)Channels)
            throw new ArgumentOutOfRangeException(
                nameof(x), $"({x}, {y}, {c}) is outside {Width} x {Height} with {Channels} channels");
        int index = (((y * Width) + x) * Channels) + c;
        return BitDepth <= 8 ? Samples[index] : (Samples[2 * index] << 8) | Samples[(2 * index) + 1];
    }
}
