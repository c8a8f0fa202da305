using CsCheck;
using Hinge.Core.Pictures;
using Hinge.Plots.Charts;

namespace Hinge.Plots.Tests.Charts;

public class LinesTests
{
    private static readonly Axis s_x = new("x", "m", Low: 0, High: 1);
    private static readonly Axis s_y = new("y", "m", Low: 0, High: 1);
    private static readonly string s_first = Theme.Light.Series[0];

    /// <summary>Where the corners of the data are drawn, found by three points of three colours.</summary>
    private static ((double X, double Y) Origin, double Width, double Height) Corners()
    {
        Picture picture = Pixels.Draw(
            Figures.Scatter(s_x, s_y, new("o", [0], [0]), new("x", [1], [0]), new("y", [0], [1])), Theme.Light);
        // The legend stands above the data: of each colour the marker nearest to the lower edge, or left edge, counts.
        (double X, double Y) At(int series, Func<(int X, int Y), bool> inside) =>
            Pixels.Centre([.. Pixels.Of(picture, Theme.Light.Series[series]).Where(inside)]);
        (double X, double Y) origin = At(0, p => p.Y > 60), right = At(1, p => p.Y > 60);
        (double X, double Y) top = At(2, p => p.Y > 30 && p.X < 100);
        Assert.Equal(origin.Y, right.Y, 1.0);
        Assert.Equal(origin.X, top.X, 1.0);
        Assert.True(right.X > origin.X + 400);
        Assert.True(top.Y < origin.Y - 200);
        return (origin, right.X - origin.X, origin.Y - top.Y);
    }

    [Fact]
    public void Points_stand_where_their_coordinates_say() => Corners();

    /// <summary>A drawn line runs through its data: every coloured column is at the height of y = ¼ + x²/2.</summary>
    [Fact]
    public void A_line_is_where_the_data_are()
    {
        double[] x = [.. Enumerable.Range(0, 201).Select(i => i / 200.0)];
        Figure figure = Figures.Lines(s_x, s_y, new Series("", x, [.. x.Select(v => 0.25 + (v * v / 2))]));
        Picture picture = Pixels.Draw(figure, Theme.Light);
        List<(int X, int Y)> line = Pixels.Of(picture, s_first);
        int left = line.Min(p => p.X), right = line.Max(p => p.X);
        Assert.InRange(right - left, 500, 680);
        // At both ends the frame cuts off part of the stroke. Between them the height is linear in x².
        (double Square, double Height)[] drawn = [.. line.Where(p => p.X > left + 20 && p.X < right - 20)
            .GroupBy(p => p.X)
            .Select(column => (Math.Pow((column.Key - left) / (double)(right - left), 2), column.Average(p => p.Y)))];
        double square = drawn.Average(d => d.Square), height = drawn.Average(d => d.Height);
        double slope = drawn.Sum(d => (d.Square - square) * (d.Height - height))
            / drawn.Sum(d => (d.Square - square) * (d.Square - square));
        Assert.InRange(slope, -165, -100);
        Assert.All(drawn, d => Assert.InRange(d.Height - height - (slope * (d.Square - square)), -1.5, 1.5));
        Assert.Equal(right - left + 1, line.Select(p => p.X).Distinct().Count());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_number_leaves_a_gap(double value)
    {
        Figure figure = Figures.Lines(s_x, s_y, new Series("", [0, 0.4, 0.5, 0.6, 1], [0.5, 0.5, value, 0.5, 0.5]));
        int[] columns = [.. Pixels.Of(Pixels.Draw(figure, Theme.Light), s_first).Select(p => p.X).Distinct().Order()];
        int widest = columns.Zip(columns.Skip(1), (a, b) => b - a).Max();
        Assert.Equal(0.2, widest / (double)(columns[^1] - columns[0]), 0.02);
    }

    /// <summary>On logarithmic axes a power law is straight: the drawn picture equals that of the logarithms.</summary>
    [Fact]
    public void A_power_law_is_straight_on_logarithmic_axes()
    {
        Axis x = new("x", "m", AxisScale.Logarithmic, 1, 1000), y = new("y", "m", AxisScale.Logarithmic, 1e-6, 1);
        double[] xs = [.. Enumerable.Range(0, 61).Select(i => Math.Pow(10, i / 20.0))];
        Figure figure = Figures.Lines(x, y, new Series("", xs, [.. xs.Select(v => 1 / (v * v))]));
        List<(int X, int Y)> line = Pixels.Of(Pixels.Draw(figure, Theme.Light), s_first);
        (double cx, double cy) = Pixels.Centre(line);
        double slope = line.Sum(p => (p.X - cx) * (p.Y - cy)) / line.Sum(p => (p.X - cx) * (p.X - cx));
        Assert.True(slope > 0.2);
        Assert.All(line, p => Assert.InRange(p.Y - cy - (slope * (p.X - cx)), -2.5, 2.5));
    }

    [Fact]
    public void Values_that_a_logarithmic_axis_lacks_are_passed_over()
    {
        Axis y = new("y", "m", AxisScale.Logarithmic);
        Picture picture = Pixels.Draw(
            Figures.Lines(s_x, y, new Series("", [0, 0.5, 0.75, 1], [1, 10, 0, -3])), Theme.Light);
        List<(int X, int Y)> line = Pixels.Of(picture, s_first);
        Assert.InRange(line.Max(p => p.X) - line.Min(p => p.X), 200, 350);
    }

    [Fact]
    public void A_band_is_filled_between_its_edges_and_nowhere_else()
    {
        Series line = new("", [0, 1], [0.5, 0.5]) { Low = [0.25, 0.25], High = [0.75, 0.75] };
        Picture with = Pixels.Draw(Figures.Lines(s_x, s_y, line), Theme.Light);
        Picture without = Pixels.Draw(Figures.Lines(s_x, s_y, new Series("", [0, 1], [0.5, 0.5])), Theme.Light);
        int[] rows = [.. Enumerable.Range(0, with.Height).Where(y => !with.Row(y).SequenceEqual(without.Row(y)))];
        List<(int X, int Y)> stroke = Pixels.Of(with, s_first);
        Assert.InRange(rows.Length, 100, 220);
        Assert.InRange(((rows[0] + rows[^1]) / 2.0) - Pixels.Centre(stroke).Y, -2, 2);
    }

    [Fact]
    public void Series_are_checked()
    {
        Assert.Throws<ArgumentException>(() => Figures.Lines(s_x, s_y, new Series("a", [0, 1], [0])));
        Assert.Throws<ArgumentException>(() => Figures.Lines(s_x, s_y, new Series("a", [0], [0]) { Low = [0] }));
        Series odd = new("a", [0], [0]) { Low = [0], High = [] };
        Assert.Throws<ArgumentException>(() => Figures.Lines(s_x, s_y, odd));
        Axis closed = new("x", "m", Low: 1, High: 1);
        Assert.Throws<ArgumentException>(() => Figures.Lines(closed, s_y, new Series("a", [0], [0])));
    }

    [Fact]
    public void Nothing_to_show_is_an_empty_frame_and_one_value_a_full_one()
    {
        double[][] cases = [[], [double.NaN], [0], [5], [-5], [1e300], [double.Epsilon]];
        foreach (double[] values in cases)
        {
            foreach (AxisScale scale in Enum.GetValues<AxisScale>())
            {
                Axis y = new("y", "m", scale);
                Series series = new("a", values, values);
                Assert.NotEmpty(Figures.Lines(new("x", "s"), y, series).ToSvg(Theme.Light));
                Assert.NotEmpty(Figures.Scatter(new("x", "s"), y, series).ToSvg(Theme.Light));
            }
        }
    }

    /// <summary>Of every column of pixels the first, lowest, highest and last point survive.</summary>
    [Fact]
    public void Thinning_keeps_the_outline() =>
        Gen.Select(Gen.Double[-1, 1].Array[2, 3000], Gen.Int[1, 50]).Sample((y, columns) =>
        {
            double[] x = [.. Enumerable.Range(0, y.Length).Select(i => (double)i)];
            int[] kept = Thinning.Keep(x, y, columns);
            Assert.Equal(kept.Order().Distinct(), kept);
            if (y.Length <= 4 * columns)
            {
                Assert.Equal(y.Length, kept.Length);
                return;
            }
            Assert.InRange(kept.Length, 2, 4 * (columns + 1));
            int ColumnOf(int i) => (int)(x[i] * (columns / x[^1]));
            foreach (IGrouping<int, int> column in Enumerable.Range(0, y.Length).GroupBy(ColumnOf))
            {
                int[] survivors = [.. kept.Where(i => ColumnOf(i) == column.Key)];
                Assert.Equal(column.First(), survivors[0]);
                Assert.Equal(column.Last(), survivors[^1]);
                Assert.Equal(column.Min(i => y[i]), survivors.Min(i => y[i]));
                Assert.Equal(column.Max(i => y[i]), survivors.Max(i => y[i]));
            }
        }, iter: 200);

    [Fact]
    public void Points_that_go_back_are_not_thinned()
    {
        double[] x = [.. Enumerable.Range(0, 500).Select(i => Math.Sin(i))];
        Assert.Equal(500, Thinning.Keep(x, x, 10).Length);
    }
}
