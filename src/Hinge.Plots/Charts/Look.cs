using ScottPlot;
using ScottPlot.Panels;
using ScottPlot.TickGenerators;

namespace Hinge.Plots.Charts;

/// <summary>What all figures have in common: typeface, sizes, quiet axes, ticks and legend.</summary>
internal static class Look
{
    public const float TextSize = 13;
    private const float PixelsPerTickX = 75;
    private const float PixelsPerTickY = 45;

    /// <summary>Sets fonts and colours of an empty plot.</summary>
    public static void Apply(Plot plot, Theme theme)
    {
        _ = FigureFont.Instance;
        Color ink = Color.FromHex(theme.Ink), muted = Color.FromHex(theme.Muted);
        plot.Font.Set(FigureFont.Name);
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(muted);
        plot.Axes.Title.IsVisible = false;
        // Nothing is drawn at the right and on top; the last tick's label needs a little room there.
        foreach (IAxis edge in new IAxis[] { plot.Axes.Right, plot.Axes.Top })
        {
            edge.TickGenerator = new EmptyTickGenerator();
            edge.FrameLineStyle.Width = 0;
            edge.MinimumSize = edge.MaximumSize = 12;
        }
        plot.Grid.MajorLineColor = Color.FromHex(theme.Grid);
        plot.Grid.MajorLineWidth = 1;
        foreach (IAxis axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom, plot.Axes.Top })
        {
            axis.TickLabelStyle.FontName = FigureFont.Name;
            axis.TickLabelStyle.FontSize = TextSize;
            axis.TickLabelStyle.ForeColor = ink;
            axis.Label.FontName = FigureFont.Name;
            axis.Label.FontSize = TextSize;
            axis.Label.Bold = false;
            axis.Label.ForeColor = ink;
        }
        plot.Legend.IsVisible = false;
    }

    /// <summary>Names both axes, sets their ends and their ticks.</summary>
    public static void Frame(
        Plot plot, PixelSize size, Axis x, (double Low, double High) xs, Axis y, (double Low, double High) ys)
    {
        plot.Axes.SetLimits(xs.Low, xs.High, ys.Low, ys.High);
        plot.XLabel(x.Label);
        plot.YLabel(y.Label);
        plot.Axes.Bottom.TickGenerator = new NumericManual(Ticks.For(x, xs.Low, xs.High, size.Width / PixelsPerTickX));
        plot.Axes.Left.TickGenerator = new NumericManual(Ticks.For(y, ys.Low, ys.High, size.Height / PixelsPerTickY));
    }

    /// <summary>The ends of an axis over its data: as asked for, or the data's own with a little room.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="places">Places on it (logarithms on a logarithmic axis); NaN is passed over.</param>
    /// <param name="room">The share of the span to add at each end that the axis leaves open.</param>
    public static (double Low, double High) Span(Axis axis, IEnumerable<double> places, double room = 0.04)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double place in places)
        {
            low = place < low ? place : low;
            high = place > high ? place : high;
        }
        if (low > high)
            (low, high) = (0, 1);
        // A single value still needs an axis with two ends.
        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            double half = Math.Abs(low) < 1e-300 || axis.IsLogarithmic ? 0.5 : Math.Abs(low / 2);
            (low, high) = (low - half, high + half);
        }
        double span = high - low;
        low = axis.Low is double from ? axis.Place(from) : low - (room * span);
        high = axis.High is double to ? axis.Place(to) : high + (room * span);
        if (!(low < high))
            throw new ArgumentException($"axis '{axis.Label}': no room between {axis.Low} and {axis.High}");
        return (low, high);
    }

    /// <summary>Shows the legend above the data, where it hides nothing, in as many rows as it needs.</summary>
    public static void Legend(Plot plot, PixelSize size)
    {
        const float symbolAndGap = 60, beside = 90;
        float line = 0;
        Legend? row = null;
        List<LegendPanel> rows = [];
        foreach (LegendItem item in plot.Legend.GetItems())
        {
            float width = symbolAndGap + FigureFont.Instance.Measure(item.LabelText, TextSize);
            line += width;
            if (row is null || line > size.Width - beside)
            {
                row = NewLegend(plot);
                rows.Add(new LegendPanel(row)
                {
                    Edge = Edge.Top,
                    Alignment = Alignment.UpperLeft,
                    Padding = new PixelPadding(0),
                });
                line = width;
            }
            row.ManualItems.Add(item);
        }
        // The panel added first lies next to the data.
        foreach (LegendPanel panel in Enumerable.Reverse(rows))
            plot.Axes.AddPanel(panel);
    }

    private static Legend NewLegend(Plot plot) => new(plot)
    {
        IsVisible = false,
        DisplayPlottableLegendItems = false,
        Orientation = Orientation.Horizontal,
        TightHorizontalWrapping = true,
        SymbolWidth = 26,
        FontName = FigureFont.Name,
        FontSize = TextSize,
        FontColor = plot.Axes.Bottom.Label.ForeColor,
        BackgroundColor = Colors.Transparent,
        ShadowColor = Colors.Transparent,
        OutlineWidth = 0,
    };
}
