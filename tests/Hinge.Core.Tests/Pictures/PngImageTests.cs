using System.Buffers.Binary;
using CsCheck;
using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Samples;

namespace Hinge.Core.Tests.Pictures;

public class PngImageTests
{
    private static readonly (PngColour Colour, int BitDepth)[] s_kinds =
    [
        (PngColour.Grey, 1), (PngColour.Grey, 2), (PngColour.Grey, 4), (PngColour.Grey, 8), (PngColour.Grey, 16),
        (PngColour.Rgb, 8), (PngColour.Rgb, 16), (PngColour.GreyAlpha, 8), (PngColour.GreyAlpha, 16),
        (PngColour.Rgba, 8), (PngColour.Rgba, 16),
        (PngColour.Palette, 1), (PngColour.Palette, 2), (PngColour.Palette, 4), (PngColour.Palette, 8),
    ];

    [Fact]
    public void Reads_every_kind_depth_filter_and_interlacing() =>
        Gen.Select(Gen.Int[0, s_kinds.Length - 1], Gen.Int[1, 20], Gen.Int[1, 20], Gen.Bool, Gen.ULong).Sample(
            (kind, width, height, interlaced, seed) =>
            {
                PngBuilder builder = Random(s_kinds[kind], width, height, interlaced, seed);
                PngImage png = PngImage.Read(builder.Build(), "test");
                AssertSame(builder, png);
            }, iter: 400);

    [Fact]
    public void The_filter_of_every_row_is_undone()
    {
        for (int filter = 0; filter < 5; filter++)
        {
            int only = filter;
            foreach ((PngColour Colour, int BitDepth) kind in s_kinds)
                AssertSame(Random(kind, 9, 7, false, 5, _ => only), PngImage.Read(
                    Random(kind, 9, 7, false, 5, _ => only).Build(), "test"));
        }
    }

    [Fact]
    public void Palette_and_transparency_are_kept()
    {
        byte[] palette = [255, 0, 0, 0, 255, 0, 0, 0, 255];
        PngBuilder builder = new()
        {
            Width = 3, Colour = PngColour.Palette, BitDepth = 2, Palette = palette, Transparency = [128, 0],
            Sample = (x, _, _) => 2 - x,
        };
        PngImage png = PngImage.Read(builder.Build(), "test");
        Assert.Equal([2, 1, 0], png.Samples);
        Assert.Equal(palette, png.Palette.ToArray());
        Assert.Equal([128, 0], png.Transparency.ToArray());
        Assert.Equal("2-bit palette", png.Kind);
        Assert.True(PngImage.Read(new PngBuilder().Build(), "test").Transparency.IsEmpty);
    }

    [Fact]
    public void An_index_outside_the_palette_is_told()
    {
        byte[] file = new PngBuilder
        {
            Width = 3, Height = 2, Colour = PngColour.Palette, Palette = new byte[6], Sample = (x, y, _) => x * y,
        }.Build();
        Assert.Contains("pixel (2, 1) has palette index 2; the palette has 2 entries", Refusal(file));
    }

    [Fact]
    public void What_follows_the_end_is_ignored() =>
        Assert.Equal(1, PngImage.Read((byte[])[.. new PngBuilder().Build(), 1, 2, 3], "test").Width);

    [Fact]
    public void Damaged_chunks_are_told()
    {
        byte[] good = new PngBuilder { Width = 3, Height = 3 }.Build();
        Assert.Contains("not a PNG file", Refusal([.. good[1..]]));
        Assert.Contains("ends before its IEND chunk", Refusal(good[..^12]));
        Assert.Contains("PNG chunk of 13 bytes; the file leaves", Refusal(good[..30]));
        byte[] flipped = [.. good];
        flipped[20] ^= 1;
        Assert.Contains("offset 29: PNG chunk checksum", Refusal(flipped));
    }

    [Theory]
    [InlineData(0, 1, 8, 0, 0, "0 x 1 pixels")]
    [InlineData(0x80000000, 1, 8, 0, 0, "2147483648 x 1 pixels")]
    [InlineData(1, 1, 3, 0, 0, "no bit depth 3 with colour type 0")]
    [InlineData(1, 1, 4, 2, 0, "no bit depth 4 with colour type 2")]
    [InlineData(1, 1, 8, 5, 0, "no bit depth 8 with colour type 5")]
    [InlineData(1, 1, 8, 0, 2, "interlace 2")]
    [InlineData(0x7FFFFFFF, 0x7FFFFFFF, 16, 6, 0, "more than memory can hold")]
    [InlineData(0x7FFFFFFF, 0x7FFFFFFF, 1, 0, 1, "more than memory can hold")]
    [InlineData(30000, 30000, 8, 0, 0, "cannot come from")]
    public void Bad_headers_are_told(uint width, uint height, byte depth, byte colour, byte lace, string message)
    {
        byte[] file = new PngBuilder().Build();
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(20), height);
        (file[24], file[25], file[28]) = (depth, colour, lace);
        PngBuilder.Repair(file);
        Assert.Contains(message, Refusal(file));
    }

    [Fact]
    public void Chunks_out_of_order_are_told()
    {
        byte[] signature = new PngBuilder().Build()[..8], header = new PngBuilder().Build()[8..33];
        byte[] data = PngBuilder.Chunk("IDAT", PngBuilder.Pack([0, 0])), end = PngBuilder.Chunk("IEND", []);
        byte[] palette = PngBuilder.Chunk("PLTE", new byte[3]), note = PngBuilder.Chunk("tEXt", []);
        byte[] good = [.. signature, .. header, .. palette, .. data, .. note, .. end];
        Assert.Equal(1, PngImage.Read(good, "test").Height);
        Assert.Contains("'IDAT' is out of place", Refusal([.. signature, .. data, .. header, .. end]));
        Assert.Contains("'IHDR' is out of place", Refusal([.. signature, .. header, .. header, .. data, .. end]));
        Assert.Contains("'PLTE' is out of place", Refusal([.. signature, .. header, .. data, .. palette, .. end]));
        Assert.Contains("'IDAT' is out of place", Refusal([.. signature, .. header, .. data, .. note, .. data]));
        Assert.Contains("no IDAT chunk", Refusal([.. signature, .. header, .. end]));
        byte[] unknown = PngBuilder.Chunk("ABCD", []);
        Assert.Contains("'ABCD' is critical and unknown", Refusal([.. signature, .. header, .. unknown, .. data]));
    }

    [Fact]
    public void Bad_pixel_data_are_told()
    {
        byte[] signature = new PngBuilder().Build()[..8], header = new PngBuilder().Build()[8..33];
        byte[] end = PngBuilder.Chunk("IEND", []);
        byte[] Png(byte[] data) => [.. signature, .. header, .. PngBuilder.Chunk("IDAT", data), .. end];
        Assert.Equal(7, PngImage.Read(Png(PngBuilder.Pack([0, 7])), "test").Sample(0, 0));
        Assert.Contains("the pixel data end in row 0 of 1", Refusal(Png(PngBuilder.Pack([0]))));
        Assert.Contains("more pixel data than 1 x 1", Refusal(Png(PngBuilder.Pack([0, 7, 7]))));
        Assert.Contains("row 0 has PNG filter 5", Refusal(Png(PngBuilder.Pack([5, 7]))));
        Assert.Contains("damaged pixel data", Refusal(Png([1, 2, 3, 4])));
        byte[] check = PngBuilder.Pack([0, 7]);
        check[^1] ^= 1;
        Assert.Contains("damaged pixel data", Refusal(Png(check)));
        byte[] dictionary = PngBuilder.Pack([0, 7]);
        (dictionary[0], dictionary[1]) = (0x78, 0x20);
        Assert.Contains("damaged pixel data", Refusal(Png(dictionary)));
    }

    [Fact]
    public void Holds_under_damage()
    {
        List<byte[]> files = [];
        foreach ((PngColour Colour, int BitDepth) kind in s_kinds)
            files.Add(Random(kind, 7, 6, kind.BitDepth != 8, 1).Build());
        ReaderFuzz.Hold(files, bytes => PngImage.Read(bytes, "test"), PngBuilder.Repair);
    }

    private static string Refusal(byte[] file) =>
        Assert.Throws<InputException>(() => PngImage.Read(file, "test")).Message;

    internal static PngBuilder Random(
        (PngColour Colour, int BitDepth) kind, int width, int height, bool interlaced, ulong seed,
        Func<int, int>? filter = null)
    {
        RandomStream root = new(seed);
        byte[] palette = new byte[3 << Math.Min(kind.BitDepth, 8)];
        for (int i = 0; i < palette.Length; i++)
            palette[i] = (byte)root.Split("palette").Split((ulong)i).NextInt32(256);
        return new PngBuilder
        {
            Width = width, Height = height, Colour = kind.Colour, BitDepth = kind.BitDepth, Interlaced = interlaced,
            Palette = kind.Colour == PngColour.Palette ? palette : null,
            Filter = filter ?? (row => root.Split("filter").Split((ulong)row).NextInt32(5)),
            Sample = (x, y, c) => root.Split((ulong)((((y * 100) + x) * 4) + c)).NextInt32(1 << kind.BitDepth),
        };
    }

    private static void AssertSame(PngBuilder expected, PngImage actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        Assert.Equal((expected.Colour, expected.BitDepth), (actual.Colour, actual.BitDepth));
        Assert.Equal(expected.Channels, actual.Channels);
        Assert.Equal(expected.Palette ?? [], actual.Palette.ToArray());
        for (int y = 0; y < expected.Height; y++)
        {
            for (int x = 0; x < expected.Width; x++)
            {
                for (int c = 0; c < expected.Channels; c++)
                    Assert.Equal(expected.Sample(x, y, c), actual.Sample(x, y, c));
            }
        }
    }
}
