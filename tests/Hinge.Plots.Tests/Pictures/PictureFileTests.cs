using System.Text;
using Hinge.Core;
using Hinge.Core.Pictures;
using Hinge.Plots.Pictures;
using Hinge.Testing;
using Hinge.Testing.Samples;

namespace Hinge.Plots.Tests.Pictures;

public class PictureFileTests
{
    [Fact]
    public void Kinds_are_told_apart_by_their_first_bytes()
    {
        using TemporaryFolder folder = new();
        Picture picture = Picture.Rgb(2, 1);
        picture[1, 0, 2] = 77;
        PngFile.Write(folder.File("wrong.jpg"), picture);
        File.WriteAllBytes(folder.File("wrong.png"), SampleJpegs.Grey);
        Assert.Equal(picture.Samples, PictureFile.Read(folder.File("wrong.jpg")).Samples);
        Assert.Equal(9, PictureFile.Read(folder.File("wrong.png")).Width);
    }

    [Theory]
    [InlineData("GIF89a", "GIF")]
    [InlineData("BM\0\0", "BMP")]
    [InlineData("RIFF\u0001\u0002\u0003\u0004WEBPVP8 ", "WebP")]
    [InlineData("II*\0", "TIFF")]
    [InlineData("MM\0*", "TIFF")]
    [InlineData("\0\0\0\u0018ftypheic", "HEIF or AVIF")]
    [InlineData("P6 1 1 255 ", "PNM")]
    [InlineData("", "empty file")]
    [InlineData("hello", "no known kind of picture")]
    public void Other_kinds_are_named(string start, string kind)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(start);
        string message = Assert.Throws<InputException>(() => PictureFile.Read(bytes, "a.png")).Message;
        Assert.Equal($"a.png: {kind}; expected PNG or JPEG", message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        string message = Assert.Throws<InputException>(() => PictureFile.Read("/no/such.png")).Message;
        Assert.Contains("/no/such.png", message, StringComparison.Ordinal);
    }
}
