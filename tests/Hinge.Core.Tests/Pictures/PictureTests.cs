using Hinge.Core.Pictures;

namespace Hinge.Core.Tests.Pictures;

public class PictureTests
{
    [Fact]
    public void Samples_lie_row_by_row_with_channels_interleaved()
    {
        Picture picture = Picture.Rgb(4, 3);
        picture[2, 1, 0] = 7;
        picture.Row(2)[11] = 9;
        Assert.Equal(7, picture.Samples[(((1 * 4) + 2) * 3) + 0]);
        Assert.Equal(9, picture[3, 2, 2]);
        Assert.Equal(36, picture.Samples.Length);
        Assert.Equal(1, Picture.Grey(4, 3).Channels);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, 2)]
    public void Impossible_sizes_are_refused(int width, int height, int channels) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Picture(width, height, channels));

    [Fact]
    public void Places_outside_are_refused()
    {
        Picture picture = Picture.Grey(2, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture[0, -1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture[0, 0, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture.Row(2).Length);
        Assert.Throws<ArgumentException>(() => new Picture(2, 2, 1, new byte[5]));
        Assert.Throws<OverflowException>(() => Picture.Rgb(65536, 65536));
    }
}
