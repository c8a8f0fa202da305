using Hinge.Core.Pictures;
using Hinge.Plots.Charts;

namespace Hinge.Plots.Tests.Charts;

public class HeatMapTests
{
    private static readonly Axis s_x = new("x", "px"), s_y = new("y", "px"), s_value = new("vote", Axis.PureNumber);

    [Fact]
    public void Rows_run_downwards_and_zero_is_white()
    {
        double[,] values = { { -1, 0 }, { double.NaN, 1 } };
        Picture picture = Pixels.Draw(Figures.HeatMap(values, s_x, s_y, s_value, HeatColours.Diverging), Theme.Dark);
        // The map is 522 pixels wide at the left, and the colour bar stands beyond it.
        (double X, double Y) Cell(string colour) =>
            Pixels.Centre([.. Pixels.Of(picture, colour).Where(p => p.X < 590)]);
        (double X, double Y) low = Cell("#2166AC"), zero = Cell("#FFFFFF"), high = Cell("#B2182B");
        Assert.Equal(low.Y, zero.Y, 1.5);
        Assert.Equal(zero.X, high.X, 1.5);
        Assert.True(low.X < zero.X && zero.Y < high.Y);
        Assert.True(Pixels.Is(picture, (int)low.X, (int)high.Y, Theme.Dark.Paper), "NaN is left empty");
        Assert.Equal(zero.X - low.X, high.Y - zero.Y, 2.0);   // one unit on both axes: cells are square
    }

    [Fact]
    public void The_scale_is_symmetric_about_zero()
    {
        double[,] values = { { 1, 0.5 } };
        Picture picture = Pixels.Draw(Figures.HeatMap(values, s_x, s_y, s_value, HeatColours.Diverging), Theme.Light);
        Assert.NotEmpty(Pixels.Of(picture, "#2166AC"));   // in the bar, though no value is negative
    }

    [Theory]
    [InlineData(1, 400)]
    [InlineData(400, 1)]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    public void Any_shape_fits(int rows, int columns)
    {
        Figure figure = Figures.HeatMap(new double[rows, columns], s_x, s_y, s_value);
        Assert.InRange(figure.Height, 160, 640);
        Assert.NotEmpty(figure.ToPng(Theme.Light, 1));
    }

    [Fact]
    public void Maps_are_checked()
    {
        Axis logarithmic = new("x", "px", AxisScale.Logarithmic);
        Assert.Throws<ArgumentException>(() => Figures.HeatMap(new double[0, 3], s_x, s_y, s_value));
        Assert.Throws<ArgumentException>(() => Figures.HeatMap(new double[2, 2], logarithmic, s_y, s_value));
        Assert.Throws<ArgumentException>(
            () => Figures.HeatMap(new double[2, 2], new("x", "m", Low: 2, High: 1), s_y, s_value));
        Assert.Throws<ArgumentException>(
            () => Figures.HeatMap(new double[2, 2], s_x, s_y, logarithmic, HeatColours.Diverging));
    }
}
