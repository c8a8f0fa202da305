using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace Hinge.Plots.Charts;

/// <summary>
/// The figures reports are made of, all in one look. Axes name a quantity and its unit; a title is left to the caption.
/// </summary>
public static partial class Figures
{
    private const int BarThickness = 16;

    /// <summary>Horizontal bars from zero, first label on top, each with its value at its end.</summary>
    /// <param name="labels">One name a bar.</param>
    /// <param name="values">One length a bar.</param>
    /// <param name="value">The axis of the lengths; logarithmic bars start at its lower end.</param>
    /// <exception cref="ArgumentException">Labels and values differ in number, or there are none.</exception>
    public static Figure Bars(IReadOnlyList<string> labels, IReadOnlyList<double> values, Axis value) =>
        GroupedBars(labels, value, new BarSeries("", values));

    /// <summary>Horizontal bars side by side in groups, one colour a series, with a legend.</summary>
    /// <param name="labels">One name a group.</param>
    /// <param name="value">The axis of the lengths; logarithmic bars start at its lower end.</param>
    /// <param name="series">One length a group each.</param>
    /// <exception cref="ArgumentException">A series has not one value a label, or there are none.</exception>
    public static Figure GroupedBars(IReadOnlyList<string> labels, Axis value, params IReadOnlyList<BarSeries> series)
    {
        if (labels.Count == 0 || series.Count == 0)
            throw new ArgumentException("bars need a label and a series at least");
        if (series.FirstOrDefault(s => s.Values.Count != labels.Count) is BarSeries odd)
            throw new ArgumentException($"series '{odd.Name}': {odd.Values.Count} values for {labels.Count} labels");
        double[][] places = [.. series.Select(s => s.Values.Select(value.Place).ToArray())];
        (double low, double high) = BarSpan(value, places);
        double start = value.IsLogarithmic ? low : Math.Clamp(0, low, high);
        int height = 90 + (labels.Count * ((series.Count * BarThickness) + 8));
        return new Figure(height, height, (plot, theme, size) =>
        {
            for (int i = 0; i < series.Count; i++)
                AddBars(plot, theme, i, series, places[i], start);
            if (low < start)
                plot.Add.VerticalLine(start, 1, Color.FromHex(theme.Muted));
            Axis groups = new("", Axis.PureNumber);
            Look.Frame(plot, size, value, (low, high), groups, (0.5 - labels.Count, 0.5));
            plot.Axes.Left.TickGenerator = new NumericManual([.. labels.Select((label, i) => new Tick(-i, label))]);
            plot.Axes.Left.MajorTickStyle.Length = 0;
            plot.Axes.Left.FrameLineStyle.Width = 0;
            plot.Grid.YAxisStyle.IsVisible = false;
            if (series.Count > 1)
                Look.Legend(plot);
        });
    }

    // Lengths have room for the number behind their end; the side without lengths needs none.
    private static (double Low, double High) BarSpan(Axis axis, double[][] places)
    {
        (double low, double high) = Look.Span(axis, places.SelectMany(p => p).Concat(axis.IsLogarithmic ? [] : [0.0]), room: 0);
        double room = 0.12 * (high - low);
        low -= axis.Low is null && (axis.IsLogarithmic || low < 0) ? room : 0;
        high += axis.High is null && (axis.IsLogarithmic || high > 0) ? room : 0;
        return (low, high);
    }

    // What cannot be shown (NaN, or zero on a logarithmic axis) keeps its number, at a bar without length.
    private static void AddBars(
        Plot plot, Theme theme, int index, IReadOnlyList<BarSeries> series, double[] places, double start)
    {
        const double filled = 0.8;
        double thickness = filled / series.Count;
        Bar[] bars = [.. places.Select((place, i) => new Bar
        {
            Position = -i + (filled / 2) - ((index + 0.5) * thickness),
            ValueBase = start,
            Value = double.IsNaN(place) ? start : place,
            Size = thickness * 0.88,
            Orientation = Orientation.Horizontal,
            FillColor = theme.OfSeries(index),
            LineWidth = 0,
            ValueLabel = Ticks.Short(series[index].Values[i]),
        })];
        BarPlot drawn = plot.Add.Bars(bars);
        drawn.LegendText = series[index].Name;
        drawn.ValueLabelStyle.FontName = FigureFont.Name;
        drawn.ValueLabelStyle.FontSize = Look.TextSize - 1;
        drawn.ValueLabelStyle.ForeColor = Color.FromHex(theme.Ink);
    }
}
