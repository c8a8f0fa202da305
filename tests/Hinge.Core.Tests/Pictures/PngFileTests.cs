using CsCheck;
using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Samples;
using SkiaSharp;

namespace Hinge.Core.Tests.Pictures;

public class PngFileTests
{
    [Fact]
    public void What_is_written_is_read_again_here_and_elsewhere() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[0, 2], Gen.Bool, Gen.ULong).Sample(
            (width, height, kind, smooth, seed) =>
            {
                int channels = kind == 0 ? 1 : kind + 2;
                Picture picture = RandomPicture(width, height, channels, smooth, seed);
                byte[] file = PngFile.ToBytes(picture);
                Assert.Equal(file, PngFile.ToBytes(picture));
                AssertSame(picture, PngFile.Read(file, "test"));
                AssertSame(picture, DecodedBySkia(file, channels));
            }, iter: 200);

    [Fact]
    public void A_file_on_disk_equals_the_bytes()
    {
        using TemporaryFolder folder = new();
        Picture picture = RandomPicture(5, 4, 3, true, 1);
        PngFile.Write(folder.File("a.png"), picture);
        Assert.Equal(PngFile.ToBytes(picture), File.ReadAllBytes(folder.File("a.png")));
        AssertSame(picture, PngFile.Read(folder.File("a.png")));
    }

    [Fact]
    public void Smooth_pictures_are_filtered_before_packing()
    {
        Picture picture = Picture.Grey(256, 256);
        for (int y = 0; y < 256; y++)
        {
            for (int x = 0; x < 256; x++)
                picture[x, y] = (byte)(((x * y) >> 8) + (x >> 2));
        }
        Assert.InRange(PngFile.ToBytes(picture).Length, 1, 8000);
    }

    [Theory]
    [InlineData("scope/images/set5")]
    [InlineData("scope/images/imagenet40")]
    public void Decodes_photographs_as_another_decoder_does(string folder)
    {
        string[] files = Directory.GetFiles(SharedData.Path(folder), "*.png");
        Assert.NotEmpty(files);
        foreach (string path in files)
        {
            Picture picture = PngFile.Read(path);
            AssertSame(picture, DecodedBySkia(File.ReadAllBytes(path), picture.Channels));
        }
    }

    [Theory]
    [InlineData(1, 255)]
    [InlineData(2, 85)]
    [InlineData(4, 17)]
    public void Grey_of_few_bits_is_scaled_exactly(int bits, int scale)
    {
        int levels = 1 << bits;
        PngBuilder builder = new() { Width = levels, BitDepth = bits, Sample = (x, _, _) => x };
        Picture picture = PngFile.Read(builder.Build(), "test");
        Assert.Equal(Enumerable.Range(0, levels).Select(x => (byte)(x * scale)), picture.Samples);
    }

    [Theory]
    [InlineData(PngColour.Rgb, 16, false, "test: 16-bit RGB PNG; expected 8-bit grey, RGB or RGBA")]
    [InlineData(PngColour.Grey, 16, false, "test: 16-bit grey PNG; expected 8-bit grey, RGB or RGBA")]
    [InlineData(PngColour.Palette, 4, false, "test: 4-bit palette PNG; expected 8-bit grey, RGB or RGBA")]
    [InlineData(PngColour.GreyAlpha, 8, false, "test: 8-bit grey with opacity PNG; expected 8-bit grey, RGB or RGBA")]
    [InlineData(
        PngColour.Rgb, 8, true, "test: 8-bit RGB PNG with a transparent colour; expected 8-bit grey, RGB or RGBA")]
    public void What_would_not_survive_is_refused(PngColour colour, int bits, bool transparent, string message)
    {
        PngBuilder builder = new()
        {
            Colour = colour, BitDepth = bits, Palette = colour == PngColour.Palette ? new byte[3] : null,
            Transparency = transparent ? new byte[6] : null,
        };
        Assert.Equal(message, Assert.Throws<InputException>(() => PngFile.Read(builder.Build(), "test")).Message);
    }

    internal static void AssertSame(Picture expected, Picture actual)
    {
        Assert.Equal(
            (expected.Width, expected.Height, expected.Channels), (actual.Width, actual.Height, actual.Channels));
        Assert.Equal(expected.Samples, actual.Samples);
    }

    private static Picture RandomPicture(int width, int height, int channels, bool smooth, ulong seed)
    {
        RandomStream random = new(seed);
        Picture picture = new(width, height, channels);
        for (int i = 0; i < picture.Samples.Length; i++)
            picture.Samples[i] = (byte)(smooth ? (3 * i) + random.NextInt32(4) : random.NextInt32(256));
        return picture;
    }

    // Skia decodes into RGBA; without premultiplication the samples are those of the file.
    private static Picture DecodedBySkia(byte[] file, int channels)
    {
        using SKCodec codec = SKCodec.Create(SKData.CreateCopy(file));
        SKImageInfo info = new(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        byte[] rgba = new byte[info.BytesSize];
        unsafe
        {
            fixed (byte* pixels = rgba)
                Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, (nint)pixels));
        }
        Picture picture = new(info.Width, info.Height, channels);
        for (int i = 0; i < picture.Samples.Length; i++)
            picture.Samples[i] = rgba[(i / channels * 4) + (i % channels)];
        return picture;
    }
}
