using System.Security.Cryptography;
using Hinge.Core;
using Hinge.Core.Pictures;
using Hinge.Plots.Pictures;
using Hinge.Testing;
using Hinge.Testing.Samples;
using SkiaSharp;

namespace Hinge.Plots.Tests.Pictures;

public class JpegFileTests
{
    [Fact]
    public void Colour_is_read_as_another_decoder_reads_it()
    {
        Picture picture = JpegFile.Read(SampleJpegs.Rgb, "rgb");
        Assert.Equal((5, 3, 3), (picture.Width, picture.Height, picture.Channels));
        AssertClose(SampleJpegs.RgbSamples, picture.Samples);
    }

    [Fact]
    public void Grey_stays_grey()
    {
        Picture picture = JpegFile.Read(SampleJpegs.Grey, "grey");
        Assert.Equal((9, 2, 1), (picture.Width, picture.Height, picture.Channels));
        AssertClose(SampleJpegs.GreySamples, picture.Samples);
    }

    // Decoders may round the inverse transform differently by one (ISO/IEC 10918-2).
    private static void AssertClose(byte[] expected, byte[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(found[i], expected[i] - 2, expected[i] + 2);
    }

    /// <summary>The eight orientations: a corner and its two neighbours go where the standard says.</summary>
    [Theory]
    [InlineData(1, 0, 0, false)]
    [InlineData(2, 1, 0, false)]
    [InlineData(3, 1, 1, false)]
    [InlineData(4, 0, 1, false)]
    [InlineData(5, 0, 0, true)]
    [InlineData(6, 1, 0, true)]
    [InlineData(7, 1, 1, true)]
    [InlineData(8, 0, 1, true)]
    public void The_noted_orientation_is_applied(byte orientation, int cornerX, int cornerY, bool sideways)
    {
        // Stored: white block at the upper left, grey block to its right, black elsewhere.
        Picture seen = JpegFile.Read(WithOrientation(Blocks(), orientation), "turned");
        (int width, int height) = sideways ? (16, 24) : (24, 16);
        Assert.Equal((width, height), (seen.Width, seen.Height));
        int x = cornerX == 0 ? 4 : width - 5, y = cornerY == 0 ? 4 : height - 5;
        int towardsX = cornerX == 0 ? 8 : -8, towardsY = cornerY == 0 ? 8 : -8;
        Assert.InRange(seen[x, y], 245, 255);
        byte along = sideways ? seen[x, y + towardsY] : seen[x + towardsX, y];
        byte across = sideways ? seen[x + towardsX, y] : seen[x, y + towardsY];
        Assert.InRange(along, 118, 138);
        Assert.InRange(across, 0, 10);
    }

    [Fact]
    public void Print_colours_and_other_processes_are_named()
    {
        Assert.Equal("p.jpg: CMYK JPEG; expected grey or RGB", Refusal(SampleJpegs.Cmyk));
        int frame = FrameAt(SampleJpegs.Rgb);
        string process = Refusal(Edited(SampleJpegs.Rgb, frame + 1, 0xC3));
        Assert.Contains("JPEG process C3", process, StringComparison.Ordinal);
        Assert.Contains("12 bits", Refusal(Edited(SampleJpegs.Rgb, frame + 4, 12)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_cannot_announce_more_than_the_file_can_hold()
    {
        byte[] file = [.. SampleJpegs.Rgb];
        int frame = FrameAt(file);
        (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = (0x20, 0, 0x20, 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("p.jpg: picture of 8192 x 8192 in 443 bytes: the file is cut short", Refusal(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        (file[frame + 5], file[frame + 7]) = (0xFF, 0xFF);
        Assert.Contains("expected at most 100000000 pixels", Refusal(file), StringComparison.Ordinal);
        (file[frame + 5], file[frame + 6]) = (0, 0);
        Assert.Contains("expected at least 1 x 1", Refusal(file), StringComparison.Ordinal);
    }

    /// <summary>Cut anywhere before its picture is complete, a file is refused.</summary>
    [Fact]
    public void A_file_cut_short_is_refused()
    {
        foreach (byte[] whole in new[] { SampleJpegs.Rgb, SampleJpegs.Grey, Blocks() })
        {
            byte[] expected = JpegFile.Read(whole, "whole").Samples;
            int refused = 0;
            for (int length = 0; length < whole.Length; length++)
            {
                try
                {
                    Assert.Equal(expected, JpegFile.Read(whole.AsMemory(0, length), "p.jpg").Samples);
                }
                catch (InputException refusal)
                {
                    Assert.StartsWith("p.jpg: ", refusal.Message, StringComparison.Ordinal);
                    refused = length;
                }
            }
            Assert.InRange(refused, whole.Length - 40, whole.Length);
        }
    }

    [Fact]
    public void Damaged_files_are_read_or_refused() => ReaderFuzz.Hold(
        [SampleJpegs.Rgb, SampleJpegs.Grey, WithOrientation(Blocks(), 6)],
        file =>
        {
            Picture picture = JpegFile.Read(file, "damaged");
            Assert.Equal(picture.Width * picture.Height * picture.Channels, picture.Samples.Length);
        });

    [Fact]
    public void Files_that_are_none_are_refused()
    {
        Assert.Contains("expected the bytes FF D8", Refusal([]), StringComparison.Ordinal);
        Assert.Contains("expected the bytes FF D8", Refusal([1, 2, 3]), StringComparison.Ordinal);
        Assert.Contains("ends before", Refusal([0xFF, 0xD8]), StringComparison.Ordinal);
        Assert.Throws<InputException>(() => JpegFile.Read("/no/such/file.jpg"));
    }

    /// <summary>Photographs, against the digest of what Pillow decodes (libjpeg's integer transform).</summary>
    [Theory]
    [InlineData("000_n01440764.jpg", 341, 256, "b9fd736a63db7eef491abcd915a7146222579e029de4a7a5f1c006205c838549")]
    [InlineData("005_n01496331.jpg", 385, 256, "f9a157a7046cbec6a136273bb5ea49c52cd18abb99104267c523b3aabc0a5dad")]
    [InlineData("010_n01530575.jpg", 340, 256, "29921d6ee3db57660269ea741c8d7bf2520fe316e64b810138fac96a55a1916d")]
    public void Photographs_are_read_to_the_bit(string name, int width, int height, string digest)
    {
        string path = SharedData.Path("mobile/classification/imagenet200/" + name);
        Picture picture = JpegFile.Read(path);
        Assert.Equal((width, height, 3), (picture.Width, picture.Height, picture.Channels));
        Assert.Equal(digest, Convert.ToHexStringLower(SHA256.HashData(picture.Samples)));
    }

    [Fact]
    public void All_handed_photographs_are_read()
    {
        string[] files = Directory.GetFiles(SharedData.Path("mobile/classification/imagenet200"), "*.jpg");
        Assert.Equal(200, files.Length);
        Assert.All(files, file =>
        {
            Picture picture = JpegFile.Read(file);
            Assert.Equal(256, Math.Min(picture.Width, picture.Height));
        });
    }

    private static string Refusal(byte[] file)
    {
        string message = Assert.Throws<InputException>(() => JpegFile.Read(file, "p.jpg")).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }

    private static byte[] Edited(byte[] file, int at, byte value)
    {
        byte[] edited = [.. file];
        edited[at] = value;
        return edited;
    }

    private static int FrameAt(byte[] file) => file.AsSpan().IndexOf<byte>([0xFF, 0xC0]);

    private static byte[] Blocks()
    {
        using SKBitmap bitmap = new(new SKImageInfo(24, 16, SKColorType.Gray8, SKAlphaType.Opaque));
        for (int i = 0; i < 64; i++)
        {
            bitmap.SetPixel(i % 8, i / 8, SKColors.White);
            bitmap.SetPixel(8 + (i % 8), i / 8, new SKColor(128, 128, 128));
        }
        using SKData data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 95);
        return data.ToArray();
    }

    // An APP1 segment with one TIFF directory of one entry: tag 0112, SHORT, count 1.
    private static byte[] WithOrientation(byte[] file, byte orientation) =>
    [
        0xFF, 0xD8, 0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1,
        0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0, .. file.AsSpan(2),
    ];
}
