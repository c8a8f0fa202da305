using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using SkiaSharp;

namespace Hinge.Plots.Pictures;

/// <summary>JPEG files, baseline and progressive, as 8-bit pictures: grey stays grey, colour becomes RGB.</summary>
/// <remarks>The orientation that a camera noted (EXIF) is applied; colour profiles are passed over.</remarks>
public static class JpegFile
{
    /// <summary>The most pixels that are read.</summary>
    public const int MaximumPixels = 100_000_000;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">See <see cref="Read(ReadOnlyMemory{byte}, string)"/>.</exception>
    public static Picture Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a file held in memory.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, is malformed, cut short or larger than <see cref="MaximumPixels"/>, or holds print
    /// colours (CMYK), more than 8 bits, or another process than baseline and progressive.
    /// </exception>
    public static Picture Read(ReadOnlyMemory<byte> bytes, string name)
    {
        JpegHeader header = JpegHeader.Read(bytes.Span, name);
        if ((long)header.Width * header.Height > MaximumPixels)
            throw new InputException(
                $"{name}: picture of {header.Width} x {header.Height}; expected at most {MaximumPixels} pixels");
        // No code is shorter than a bit and every block has one, so a header cannot announce more blocks than bits.
        if (header.Blocks > 8L * bytes.Length)
            throw new InputException(
                $"{name}: picture of {header.Width} x {header.Height} in {bytes.Length} bytes: the file is cut short");

        using SKData data = SKData.CreateCopy(bytes.Span);
        using SKCodec codec = SKCodec.Create(data) ?? throw new InputException($"{name}: damaged JPEG headers");
        if (codec.Info.Width != header.Width || codec.Info.Height != header.Height)
            throw new InputException($"{name}: the file has several frame headers; expected one");
        Picture stored = header.Components == 1 ? Grey(codec, name) : Rgb(codec, name);
        return Orientation.Apply(stored, codec.EncodedOrigin);
    }

    private static Picture Grey(SKCodec codec, string name)
    {
        SKImageInfo form = new(codec.Info.Width, codec.Info.Height, SKColorType.Gray8, SKAlphaType.Opaque);
        return new Picture(form.Width, form.Height, 1, Decode(codec, form, name));
    }

    private static Picture Rgb(SKCodec codec, string name)
    {
        SKImageInfo form = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        byte[] wide = Decode(codec, form, name);
        Picture picture = Picture.Rgb(form.Width, form.Height);
        for (int from = 0, to = 0; from < wide.Length; from += 4, to += 3)
            wide.AsSpan(from, 3).CopyTo(picture.Samples.AsSpan(to));
        return picture;
    }

    private static unsafe byte[] Decode(SKCodec codec, SKImageInfo form, string name)
    {
        byte[] samples = new byte[form.BytesSize];
        fixed (byte* start = samples)
        {
            SKCodecResult result = codec.GetPixels(form, (nint)start);
            return result switch
            {
                SKCodecResult.Success => samples,
                SKCodecResult.IncompleteInput => throw new InputException($"{name}: the file is cut short"),
                _ => throw new InputException($"{name}: damaged JPEG data"),
            };
        }
    }
}
