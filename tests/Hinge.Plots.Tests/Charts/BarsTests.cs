using Hinge.Core.Pictures;
using Hinge.Plots.Charts;

namespace Hinge.Plots.Tests.Charts;

public class BarsTests
{
    /// <summary>The bars of a colour from top to bottom: left end and length in pixels.</summary>
    private static List<(int Left, int Length)> Measure(Figure figure, int series)
    {
        Picture picture = Pixels.Draw(figure, Theme.Light);
        Dictionary<int, (int, int)> rows = Pixels.Of(picture, Theme.Light.Series[series]).GroupBy(p => p.Y)
            .ToDictionary(row => row.Key, row => (row.Min(p => p.X), row.Max(p => p.X) - row.Min(p => p.X) + 1));
        List<(int, int)> bars = [];
        foreach (int y in rows.Keys.Order())
        {
            if (!rows.ContainsKey(y - 1))
                bars.Add(rows.GetValueOrDefault(y + 1, rows[y]));   // not the edge, which may be blended
        }
        return bars;
    }

    [Fact]
    public void Lengths_are_as_the_values_and_the_first_is_on_top()
    {
        List<(int Left, int Length)> bars = Measure(Figures.Bars(["a", "b", "c"], [1, 2, 4], new("v", "m")), 0);
        Assert.Equal(3, bars.Count);
        Assert.Equal(bars[0].Left, bars[2].Left);
        Assert.InRange(bars[1].Length - (2 * bars[0].Length), -3, 3);
        Assert.InRange(bars[2].Length - (4 * bars[0].Length), -5, 5);
        Assert.True(bars[2].Length > 300);
    }

    [Fact]
    public void Negative_values_go_to_the_left_of_zero()
    {
        List<(int Left, int Length)> bars = Measure(Figures.Bars(["a", "b"], [2, -1], new("v", "m")), 0);
        Assert.InRange(bars[1].Left + bars[1].Length - bars[0].Left, -2, 2);
        Assert.InRange(bars[0].Length - (2 * bars[1].Length), -4, 4);
    }

    [Fact]
    public void Ratios_are_lengths_on_a_logarithmic_axis()
    {
        Axis axis = new("v", "m", AxisScale.Logarithmic);
        List<(int Left, int Length)> bars = Measure(Figures.Bars(["a", "b", "c"], [1e-9, 1e-6, 1e-3], axis), 0);
        Assert.InRange(bars[2].Length - bars[1].Length - (bars[1].Length - bars[0].Length), -3, 3);
        Assert.True(bars[0].Length > 5);
    }

    [Fact]
    public void What_has_no_length_keeps_its_number()
    {
        string svg = Figures.Bars(["a", "b", "c"], [1e-3, 0, double.NaN], new("v", "m", AxisScale.Logarithmic))
            .ToSvg(Theme.Light);
        Assert.Contains(">0<", svg, StringComparison.Ordinal);
        Assert.Contains(">NaN<", svg, StringComparison.Ordinal);
        Assert.Single(Measure(Figures.Bars(["a", "b", "c"], [1, 0, double.NaN], new("v", "m")), 0));
    }

    [Fact]
    public void Groups_have_a_bar_of_each_series_and_a_legend()
    {
        BarSeries[] series = [new("one", [10, 20]), new("two", [30, 40])];
        Figure figure = Figures.GroupedBars(["g", "h"], new("v", "%"), series);
        List<(int Left, int Length)> one = Measure(figure, 0), two = Measure(figure, 1);
        Assert.Equal(3, one.Count);   // the first is the legend's
        Assert.InRange((4 * one[1].Length) - two[2].Length, -6, 6);
        string svg = figure.ToSvg(Theme.Light);
        Assert.All(["one", "two", "g", "h", "v [%]"], t => Assert.Contains($">{t}<", svg, StringComparison.Ordinal));
    }

    /// <summary>On a phone too, every name of a legend is shown and every number stands inside the figure.</summary>
    [Fact]
    public void A_legend_takes_as_many_rows_as_it_needs()
    {
        string[] names = ["a name of some length", "another name of some length", "a third", "the fourth and last one"];
        BarSeries[] series = [.. names.Select(name => new BarSeries(name, [100]))];
        string phone = Figures.GroupedBars(["g"], new("v", "%"), series).ToElements("f").Phone.ToString();
        Assert.All(names, name => Assert.Contains($">{name}<", phone, StringComparison.Ordinal));
    }

    [Fact]
    public void Bars_are_checked()
    {
        Axis axis = new("v", "m");
        Assert.Throws<ArgumentException>(() => Figures.Bars([], [], axis));
        Assert.Throws<ArgumentException>(() => Figures.Bars(["a"], [1, 2], axis));
        Assert.Throws<ArgumentException>(() => Figures.GroupedBars(["a"], axis));
    }
}
