namespace Hinge.Plots.Charts;

public static partial class Figures
{
    private const float PathRight = 20;

    // A path that hardly leaves a line is still drawn in a field of some width.
    private const double FlattestPath = 0.3, SteepestPath = 1.2;

    /// <summary>Lines in a plane: a unit is as long on both axes, as on a map.</summary>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis, in the same unit.</param>
    /// <param name="series">The lines, drawn in order; they may go anywhere.</param>
    /// <exception cref="ArgumentException">A series' coordinates differ in number, an axis has no room or is
    /// logarithmic, or the units differ.</exception>
    public static Figure Path(Axis x, Axis y, params IReadOnlyList<Series> series)
    {
        if (x.IsLogarithmic || y.IsLogarithmic || x.Unit != y.Unit)
            throw new ArgumentException($"axes '{x.Label}' and '{y.Label}': a plane has one unit and is not logarithmic");
        Series[] placed = Place(x, y, series);
        (double, double) xs = Look.Span(x, placed.SelectMany(s => s.X));
        (double, double) ys = Look.Span(y, placed.SelectMany(s => s.Y));
        xs = Widen(xs, Length(ys) / SteepestPath);
        ys = Widen(ys, Length(xs) * FlattestPath);
        double shape = Length(ys) / Length(xs);
        return new Figure(PathHeight(680, shape), PathHeight(360, shape), (plot, theme, size) =>
        {
            for (int i = 0; i < placed.Length; i++)
                AddLine(plot, placed[i], theme.OfSeries(i), s_patterns[i % s_patterns.Length], (int)size.Width);
            Look.Frame(plot, size, x, xs, y, ys);
            if (placed.Length > 1)
                Look.Legend(plot, size);
            plot.Layout.Fixed(DataPlace(size, shape, PathRight));
        });
    }

    private static double Length((double Low, double High) span) => span.High - span.Low;

    private static (double, double) Widen((double Low, double High) span, double least)
    {
        double more = Math.Max(0, least - Length(span)) / 2;
        return (span.Low - more, span.High + more);
    }

    private static int PathHeight(float width, double shape) =>
        (int)Math.Min(((width - HeatLeft - PathRight) * shape) + HeatTop + HeatBottom, (0.8 * width) + 60);
}
