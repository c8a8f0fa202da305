using ScottPlot;
using ScottPlot.Colormaps;
using ScottPlot.Panels;
using ScottPlot.Plottables;

namespace Hinge.Plots.Charts;

public static partial class Figures
{
    // Blue, white at the middle, red: ColorBrewer's RdBu turned round, three steps a side.
    private static readonly string[] s_diverging =
        ["#2166AC", "#67A9CF", "#D1E5F0", "#FFFFFF", "#FDDBC7", "#EF8A62", "#B2182B"];

    /// <summary>A matrix as cells of colour, first row on top, with a colour bar. NaN is left empty.</summary>
    /// <param name="values">The matrix, [rows, columns], at least one cell.</param>
    /// <param name="x">The axis along a row; its ends are the outer edges, else columns count from 0.</param>
    /// <param name="y">The axis down the rows, likewise.</param>
    /// <param name="colour">The axis of the colours.</param>
    /// <param name="colours">Sequential from low to high, or diverging about zero.</param>
    /// <exception cref="ArgumentException">The matrix is empty, or an axis of place is logarithmic.</exception>
    public static Figure HeatMap(
        double[,] values, Axis x, Axis y, Axis colour, HeatColours colours = HeatColours.Sequential)
    {
        int rows = values.GetLength(0), columns = values.GetLength(1);
        if (rows == 0 || columns == 0 || x.IsLogarithmic || y.IsLogarithmic)
            throw new ArgumentException("a heat map needs a cell at least and linear axes of place");
        double[,] places = new double[rows, columns];
        for (int i = 0; i < values.Length; i++)
            places[i / columns, i % columns] = colour.Place(values[i / columns, i % columns]);
        (double low, double high) = ColourSpan(colour, colours, places);
        (double Low, double High) xs = (x.Low ?? -0.5, x.High ?? columns - 0.5);
        (double Low, double High) ys = (y.Low ?? -0.5, y.High ?? rows - 0.5);
        return new Figure(420, 320, (plot, theme, size) =>
        {
            Heatmap map = plot.Add.Heatmap(places);
            map.Colormap = colours == HeatColours.Diverging ? CustomPalette() : new Viridis();
            map.ManualRange = new ScottPlot.Range(low, high);
            map.NaNCellColor = Colors.Transparent;
            // Rows run downwards: the axis is shown turned round, and the picture is laid from its lower edge.
            map.Position = new CoordinateRect(xs.Low, xs.High, -ys.High, -ys.Low);
            Look.Frame(plot, size, x, xs, y, (-ys.High, -ys.Low));
            plot.Axes.Left.TickGenerator = Ticks.Downwards(ys.Low, ys.High, (int)(size.Height / 45));
            plot.HideGrid();
            AddColourBar(plot, map, theme, colour, low, high, size);
        });
    }

    private static CustomPalette CustomPalette() => new([.. s_diverging.Select(Color.FromHex)]);

    private static (double Low, double High) ColourSpan(Axis colour, HeatColours colours, double[,] places)
    {
        (double low, double high) = Look.Span(colour, places.Cast<double>(), room: 0);
        if (colours == HeatColours.Sequential)
            return (low, high);
        double most = Math.Max(Math.Abs(low), Math.Abs(high));
        return (-most, most);
    }

    private static void AddColourBar(
        Plot plot, Heatmap map, Theme theme, Axis colour, double low, double high, PixelSize size)
    {
        ColorBar bar = plot.Add.ColorBar(map);
        Color ink = Color.FromHex(theme.Ink), muted = Color.FromHex(theme.Muted);
        bar.Width = 14;
        bar.Axis.TickGenerator = Ticks.For(colour, low, high, (int)(size.Height / 60));
        bar.Axis.TickLabelStyle.FontName = FigureFont.Name;
        bar.Axis.TickLabelStyle.FontSize = Look.TextSize;
        bar.Axis.TickLabelStyle.ForeColor = ink;
        bar.Axis.FrameLineStyle.Color = muted;
        bar.Label = colour.Label;
        bar.LabelStyle.FontName = FigureFont.Name;
        bar.LabelStyle.FontSize = Look.TextSize;
        bar.LabelStyle.Bold = false;
        bar.LabelStyle.ForeColor = ink;
    }
}
