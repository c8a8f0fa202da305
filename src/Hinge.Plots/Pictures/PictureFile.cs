using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;

namespace Hinge.Plots.Pictures;

/// <summary>Picture files of any kind that is read, told apart by their first bytes, not their names.</summary>
public static class PictureFile
{
    /// <summary>Reads a PNG or JPEG file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file is absent, damaged, or of another kind, which is named.</exception>
    public static Picture Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a PNG or JPEG file held in memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InputException">The file is damaged, or of another kind, which is named.</exception>
    public static Picture Read(ReadOnlyMemory<byte> bytes, string name) => KindOf(bytes.Span) switch
    {
        "PNG" => PngFile.Read(bytes, name),
        "JPEG" => JpegFile.Read(bytes, name),
        string other => throw new InputException($"{name}: {other}; expected PNG or JPEG"),
    };

    private static string KindOf(ReadOnlySpan<byte> start) => start switch
    {
        [] => "empty file",
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "PNG",
        [0xFF, 0xD8, ..] => "JPEG",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "GIF",
        [(byte)'B', (byte)'M', ..] => "BMP",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', ..] => "WebP",
        [(byte)'I', (byte)'I', 0x2A, 0, ..] or [(byte)'M', (byte)'M', 0, 0x2A, ..] => "TIFF",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "HEIF or AVIF",
        [(byte)'P', >= (byte)'1' and <= (byte)'7', ..] => "PNM",
        _ => "no known kind of picture",
    };
}
