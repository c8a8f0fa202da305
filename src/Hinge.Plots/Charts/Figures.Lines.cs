using ScottPlot;
using ScottPlot.Plottables;

namespace Hinge.Plots.Charts;

public static partial class Figures
{
    private static readonly LinePattern[] s_patterns =
        [LinePattern.Solid, LinePattern.Dashed, LinePattern.DenselyDashed, LinePattern.Solid, LinePattern.Dashed];

    private static readonly MarkerShape[] s_shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
    ];

    /// <summary>Lines over a common axis, with bands where series have them and a legend for several.</summary>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="series">The lines, drawn in order.</param>
    /// <exception cref="ArgumentException">A series' coordinates differ in number, or an axis has no room.</exception>
    public static Figure Lines(Axis x, Axis y, params IReadOnlyList<Series> series)
    {
        Series[] placed = Place(x, y, series);
        (double, double) xs = Look.Span(x, placed.SelectMany(s => s.X), room: 0.01);
        (double, double) ys = Look.Span(y, placed.SelectMany(s => s.Y.Concat(s.Low ?? []).Concat(s.High ?? [])));
        return new Figure(360, 300, (plot, theme, size) =>
        {
            for (int i = 0; i < placed.Length; i++)
                AddBand(plot, placed[i], theme.OfSeries(i));
            for (int i = 0; i < placed.Length; i++)
                AddLine(plot, placed[i], theme.OfSeries(i), s_patterns[i % s_patterns.Length], (int)size.Width);
            Look.Frame(plot, size, x, xs, y, ys);
            if (placed.Length > 1)
                Look.Legend(plot, size);
        });
    }

    /// <summary>Points over two axes, one colour and shape a series, with a legend when there are several.</summary>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="series">The clouds, drawn in order.</param>
    /// <exception cref="ArgumentException">A series' coordinates differ in number, or an axis has no room.</exception>
    public static Figure Scatter(Axis x, Axis y, params IReadOnlyList<Series> series)
    {
        Series[] placed = Place(x, y, series);
        (double, double) xs = Look.Span(x, placed.SelectMany(s => s.X));
        (double, double) ys = Look.Span(y, placed.SelectMany(s => s.Y));
        return new Figure(420, 340, (plot, theme, size) =>
        {
            for (int i = 0; i < placed.Length; i++)
            {
                (double[] px, double[] py) = WithoutGaps(placed[i]);
                Scatter points = plot.Add.ScatterPoints(px, py, theme.OfSeries(i));
                points.MarkerShape = s_shapes[i % s_shapes.Length];
                points.MarkerSize = 6;
                points.LegendText = placed[i].Name;
            }
            Look.Frame(plot, size, x, xs, y, ys);
            if (placed.Length > 1)
                Look.Legend(plot, size);
        });
    }

    private static Series[] Place(Axis x, Axis y, IReadOnlyList<Series> series)
    {
        foreach (Series one in series)
            one.Check();
        double[] OnY(IEnumerable<double> values) => [.. values.Select(y.Place)];
        return [.. series.Select(s => new Series(s.Name, [.. s.X.Select(x.Place)], OnY(s.Y))
        {
            Low = s.Low is null ? null : OnY(s.Low),
            High = s.High is null ? null : OnY(s.High),
        })];
    }

    // A gap ends one stroke and begins another; only the first stroke speaks in the legend.
    private static void AddLine(Plot plot, Series line, Color colour, LinePattern pattern, int columns)
    {
        string name = line.Name;
        foreach ((int from, int to) in Strokes(line.X, line.Y))
        {
            double[] x = [.. line.X.Skip(from).Take(to - from)], y = [.. line.Y.Skip(from).Take(to - from)];
            int[] kept = Thinning.Keep(x, y, columns);
            double[] ys = [.. kept.Select(i => y[i])];
            Scatter stroke = plot.Add.Scatter([.. kept.Select(i => x[i])], ys, colour);
            stroke.LineWidth = 2;
            stroke.LinePattern = pattern;
            stroke.MarkerSize = kept.Length == 1 ? 5 : 0;
            stroke.LegendText = name;
            name = "";
        }
    }

    private static void AddBand(Plot plot, Series line, Color colour)
    {
        if (line.Low is null || line.High is null)
            return;
        bool IsWhole(int i) => double.IsFinite(line.X[i] + line.Low[i] + line.High[i]);
        int[] whole = [.. Enumerable.Range(0, line.X.Count).Where(IsWhole)];
        if (whole.Length < 2)
            return;
        double[] Of(IReadOnlyList<double> values) => [.. whole.Select(i => values[i])];
        FillY band = plot.Add.FillY(Of(line.X), Of(line.Low), Of(line.High));
        band.FillColor = colour.WithAlpha(0.18);
        band.LineWidth = 0;
        band.MarkerSize = 0;
    }

    private static IEnumerable<(int From, int To)> Strokes(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        for (int from = 0; from < x.Count; from++)
        {
            int to = from;
            while (to < x.Count && double.IsFinite(x[to] + y[to]))
                to++;
            if (to > from)
                yield return (from, to);
            from = to;
        }
    }

    private static (double[] X, double[] Y) WithoutGaps(Series points)
    {
        int[] whole = [.. Enumerable.Range(0, points.X.Count).Where(i => double.IsFinite(points.X[i] + points.Y[i]))];
        return ([.. whole.Select(i => points.X[i])], [.. whole.Select(i => points.Y[i])]);
    }
}
