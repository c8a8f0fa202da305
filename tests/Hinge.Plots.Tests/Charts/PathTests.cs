using Hinge.Core.Pictures;
using Hinge.Plots.Charts;

namespace Hinge.Plots.Tests.Charts;

public class PathTests
{
    private static readonly Axis s_x = new("x", "m"), s_y = new("y", "m");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 3)]
    [InlineData(1, 0.01)]
    public void A_circle_is_as_wide_as_high_and_an_ellipse_has_its_shape(double width, double height)
    {
        double[] turn = [.. Enumerable.Range(0, 721).Select(i => i * Math.PI / 360)];
        Series ellipse = new(
            "", [.. turn.Select(a => width * Math.Cos(a))], [.. turn.Select(a => height * Math.Sin(a))]);
        Figure figure = Figures.Path(s_x, s_y, ellipse);
        Picture picture = Pixels.Draw(figure, Theme.Light);
        List<(int X, int Y)> line = Pixels.Of(picture, Theme.Light.Series[0]);
        double across = line.Max(p => p.X) - line.Min(p => p.X), down = line.Max(p => p.Y) - line.Min(p => p.Y);
        Assert.InRange(down, (across * height / width) - 4, (across * height / width) + 4);
        Assert.True(across > 100);
    }

    [Fact]
    public void A_plane_has_one_unit_and_no_logarithms()
    {
        Assert.Throws<ArgumentException>(() => Figures.Path(s_x, new Axis("t", "s"), new Series("", [0, 1], [0, 1])));
        Assert.Throws<ArgumentException>(
            () => Figures.Path(s_x, s_y with { Scale = AxisScale.Logarithmic }, new Series("", [0, 1], [0, 1])));
    }
}
