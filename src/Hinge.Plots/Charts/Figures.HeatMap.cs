using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Panels;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Hinge.Plots.Charts;

public static partial class Figures
{
    private const float HeatLeft = 62, HeatGap = 12, HeatTop = 32, HeatBottom = 50;

    // Blue, white at the middle, red: ColorBrewer's RdBu turned round, three steps a side.
    private static readonly string[] s_diverging =
        ["#2166AC", "#67A9CF", "#D1E5F0", "#FFFFFF", "#FDDBC7", "#EF8A62", "#B2182B"];

    /// <summary>A matrix as cells of colour, first row on top, with a colour bar. NaN is left empty.</summary>
    /// <param name="values">The matrix, [rows, columns], at least one cell.</param>
    /// <param name="x">The axis along a row; its ends are the outer edges, else columns count from 0.</param>
    /// <param name="y">The axis down the rows, likewise.</param>
    /// <param name="colour">The axis of the colours.</param>
    /// <param name="colours">Sequential from low to high, or diverging about zero.</param>
    /// <exception cref="ArgumentException">The matrix is empty, or an axis is logarithmic that cannot be.</exception>
    public static Figure HeatMap(
        double[,] values, Axis x, Axis y, Axis colour, HeatColours colours = HeatColours.Sequential)
    {
        int rows = values.GetLength(0), columns = values.GetLength(1);
        if (rows == 0 || columns == 0)
            throw new ArgumentException("a heat map needs a cell at least", nameof(values));
        if (x.IsLogarithmic || y.IsLogarithmic || (colour.IsLogarithmic && colours == HeatColours.Diverging))
            throw new ArgumentException("axes of place, and colours about zero, cannot be logarithmic");
        double[,] places = new double[rows, columns];
        for (int i = 0; i < values.Length; i++)
            places[i / columns, i % columns] = colour.Place(values[i / columns, i % columns]);
        (double low, double high) = ColourSpan(colour, colours, places);
        (double Low, double High) xs = (x.Low ?? -0.5, x.High ?? columns - 0.5);
        (double Low, double High) ys = (y.Low ?? -0.5, y.High ?? rows - 0.5);
        if (!(xs.Low < xs.High && ys.Low < ys.High))
            throw new ArgumentException($"axes '{x.Label}' and '{y.Label}': their ends leave no room");
        double shape = x.Unit == y.Unit ? (ys.High - ys.Low) / (xs.High - xs.Low) : 0.6;
        return new Figure(HeightAt(680, shape), HeightAt(360, shape), (plot, theme, size) =>
        {
            Heatmap map = plot.Add.Heatmap(places);
            map.Colormap = colours == HeatColours.Diverging ? Diverging() : new Viridis();
            map.ManualRange = new ScottPlot.Range(low, high);
            map.NaNCellColor = Colors.Transparent;
            // Rows run downwards: the axis is shown turned round, and the picture is laid from its lower edge.
            map.Position = new CoordinateRect(xs.Low, xs.High, -ys.High, -ys.Low);
            Look.Frame(plot, size, x, xs, y, (-ys.High, -ys.Low));
            plot.Axes.Left.TickGenerator = new NumericManual(Ticks.Downwards(ys.Low, ys.High, size.Height / 45));
            plot.HideGrid();
            Tick[] ticks = Ticks.For(colour, low, high, Math.Max(4, size.Height / 60));
            float bar = 26 + ticks.Max(tick => FigureFont.Instance.Measure(tick.Label, Look.TextSize));
            AddColourBar(plot, map, theme, ticks, bar);
            plot.Axes.Top.Label.Text = colour.Label;
            plot.Layout.Fixed(DataPlace(size, shape, HeatGap + bar));
        });
    }

    private static CustomInterpolated Diverging() => new([.. s_diverging.Select(Color.FromHex)]);

    private static (double Low, double High) ColourSpan(Axis colour, HeatColours colours, double[,] places)
    {
        (double low, double high) = Look.Span(colour, places.Cast<double>(), room: 0);
        if (colours == HeatColours.Sequential)
            return (low, high);
        double most = Math.Max(Math.Abs(low), Math.Abs(high));
        return (-most, most);
    }

    // Cells are square where both axes have one unit. A map too tall for the figure becomes narrower instead.
    private static int HeightAt(float width, double shape)
    {
        const float beside = 155;   // axis and colour bar, about
        return (int)Math.Clamp(((width - beside) * shape) + HeatTop + HeatBottom, 160, (0.8 * width) + 60);
    }

    private static PixelRect DataPlace(PixelSize size, double shape, float right)
    {
        double height = size.Height - HeatTop - HeatBottom;
        double width = Math.Min(size.Width - HeatLeft - right, height / shape);
        height = Math.Min(height, width * shape);
        return new PixelRect(HeatLeft, HeatLeft + (float)width, HeatTop + (float)height, HeatTop);
    }

    private static void AddColourBar(Plot plot, Heatmap map, Theme theme, Tick[] ticks, float size)
    {
        ColorBar bar = plot.Add.ColorBar(map);
        bar.Width = 14;
        bar.MaximumSize = bar.MinimumSize = size;
        bar.Axis.TickGenerator = new NumericManual(ticks);
        Color muted = Color.FromHex(theme.Muted);
        bar.Axis.FrameLineStyle.Color = bar.Axis.MajorTickStyle.Color = bar.Axis.MinorTickStyle.Color = muted;
        bar.Axis.TickLabelStyle.FontName = FigureFont.Name;
        bar.Axis.TickLabelStyle.FontSize = Look.TextSize;
        bar.Axis.TickLabelStyle.ForeColor = Color.FromHex(theme.Ink);
    }
}
