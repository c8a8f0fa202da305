using Hinge.Core.Pictures;
using Hinge.Scope.Pictures;

namespace Hinge.Scope.Tests.Pictures;

public class PictureTests
{
    [Fact]
    public void Zero_is_white_and_signs_have_their_colours()
    {
        Picture map = SignedMap.Draw([-2, 0, 2, 1], 2, 2);
        Assert.Equal((255, 255, 255), At(map, 1, 0));
        Assert.Equal((33, 102, 172), At(map, 0, 0));
        Assert.Equal((178, 24, 43), At(map, 0, 1));
        (int r, int g, int b) half = At(map, 1, 1);
        Assert.True(half.r > half.g && half.r > half.b);
    }

    [Fact]
    public void The_scale_is_symmetric_and_saturates()
    {
        Assert.Equal(3, SignedMap.Scale([1, -3, 2]));
        Assert.Equal(1, SignedMap.Scale([0, 0]));
        Picture map = SignedMap.Draw([5, -5], 2, 1, scale: 1);
        Assert.Equal((178, 24, 43), At(map, 0, 0));
    }

    [Fact]
    public void A_map_without_votes_shows_the_picture_below()
    {
        Picture under = Picture.Grey(2, 1);
        under[0, 0] = 255;
        Picture map = SignedMap.Over([0, 0], under);
        Assert.True(At(map, 0, 0).R < At(map, 1, 0).R);
    }

    [Fact]
    public void A_montage_keeps_every_pixel_in_its_place()
    {
        Picture first = Picture.Grey(2, 2), second = Picture.Rgb(2, 2);
        first[1, 0] = 7;
        second[0, 1, 2] = 9;
        Picture montage = Montage.Of([first, second, first], columns: 2, enlarge: 3);
        Assert.Equal((14, 14), (montage.Width, montage.Height));
        Assert.Equal((7, 7, 7), At(montage, 5, 2));
        Assert.Equal((0, 0, 9), At(montage, 8 + 2, 3));
        Assert.Equal((7, 7, 7), At(montage, 3, 8));
    }

    [Fact]
    public void A_scale_for_most_values_lets_the_largest_saturate()
    {
        double[] values = [.. Enumerable.Range(1, 100).Select(i => (double)i), -1000];
        Assert.Equal(100, SignedMap.Scale(values, 0.99));
        Assert.Equal(1000, SignedMap.Scale(values, 1));
        Assert.Equal(4, SignedMap.Scale([0, 0, 0, -4], 0.5));
    }

    [Fact]
    public void Directions_turn_with_the_hue_and_nothing_is_white()
    {
        double[] dx = [1, 0, -1, 0, 0, double.NaN], dy = [0, 1, 0, -1, 0, 0];
        Picture map = DirectionMap.Draw(dx, dy, 6, 1);
        Assert.Equal((255, 0, 0), At(map, 0, 0));
        Assert.Equal((0, 255, 255), At(map, 2, 0));
        Assert.Equal((255, 255, 255), At(map, 4, 0));
        Assert.Equal((255, 255, 255), At(map, 5, 0));
        Assert.Equal(4, Enumerable.Range(0, 4).Select(x => At(map, x, 0)).Distinct().Count());
        // Half as long is half as strong.
        Assert.Equal((255, 128, 128), At(DirectionMap.Draw([1], [0], 1, 1, scale: 2), 0, 0));
    }

    [Fact]
    public void Segments_are_drawn_where_they_are_and_those_outside_are_not()
    {
        Picture map = SegmentMap.Draw(
            Picture.Grey(4, 4), 2, [(0.5, 0.5, 3.5, 0.5), (2, 3, double.NaN, 0), (-9, -9, -5, -5)]);
        Assert.Equal((8, 8), (map.Width, map.Height));
        (int, int, int) ink = At(map, 1, 1), ground = At(map, 0, 7);
        Assert.NotEqual(ink, ground);
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 8; x++)
                Assert.Equal(y == 1 && x is >= 1 and <= 7 ? ink : ground, At(map, x, y));
        }
    }

    private static (int R, int G, int B) At(Picture picture, int x, int y) =>
        (picture[x, y, 0], picture[x, y, 1], picture[x, y, 2]);
}
