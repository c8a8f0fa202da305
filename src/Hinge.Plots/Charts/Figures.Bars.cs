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
        IEnumerable<double> ends = places.SelectMany(p => p);
        (double, double) span = Look.Span(value, value.IsLogarithmic ? ends : ends.Append(0), room: 0);
        string[] numbers = [.. series.SelectMany(s => s.Values).Select(Ticks.Short)];
        int height = 90 + (labels.Count * ((series.Count * BarThickness) + 8));
        return new Figure(height, height + (series.Count > 1 ? 24 : 0), (plot, theme, size) =>
        {
            (double low, double high) = WithRoom(value, span, size.Width - 30 - Widest(labels), Widest(numbers) + 8);
            double start = value.IsLogarithmic ? low : Math.Clamp(0, low, high);
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
                Look.Legend(plot, size);
        });
    }

    private static float Widest(IEnumerable<string> texts) =>
        texts.Max(text => FigureFont.Instance.Measure(text, Look.TextSize));

    // Behind the end of a bar there is room for its number; a logarithmic axis also shows its shortest bar.
    private static (double, double) WithRoom(Axis axis, (double Low, double High) span, float pixels, float number)
    {
        (double low, double high) = span;
        double below = axis.IsLogarithmic ? 0.05 : low < 0 ? number / pixels : 0;
        double above = axis.IsLogarithmic || high > 0 ? number / pixels : 0;
        double unit = (high - low) / Math.Max(0.3, 1 - below - above);
        return (low - (below * unit), high + (above * unit));
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
