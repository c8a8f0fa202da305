using ScottPlot;

namespace Hinge.Plots.Charts;

public static partial class Figures
{
    // Around the data: numbers and name of the axes, and a legend of one row.
    private const float PathLeft = 80, PathRight = 20, PathTop = 42, PathBottom = 50;

    // A path that hardly leaves a line is still drawn in a field of some width, and the field fills the figure.
    private const double FlattestPath = 0.3, SteepestPath = 0.88;

    /// <summary>Lines in a plane: a unit is as long on both axes, as on a map.</summary>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis, in the same unit.</param>
    /// <param name="series">The lines, drawn in order; they may go anywhere.</param>
    /// <exception cref="ArgumentException">A series' coordinates differ in number, an axis has no room or is
    /// logarithmic, or the units differ.</exception>
    public static Figure Path(Axis x, Axis y, params IReadOnlyList<Series> series)
    {
        if (x.IsLogarithmic || y.IsLogarithmic || x.Unit != y.Unit)
        {
            throw new ArgumentException(
                $"axes '{x.Label}' and '{y.Label}': a plane has one unit and is not logarithmic");
        }
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
            plot.Layout.Fixed(PathPlace(size, shape));
        });
    }

    private static double Length((double Low, double High) span) => span.High - span.Low;

    private static (double, double) Widen((double Low, double High) span, double least)
    {
        double more = Math.Max(0, least - Length(span)) / 2;
        return (span.Low - more, span.High + more);
    }

    private static int PathHeight(float width, double shape) => (int)Math.Min(
        ((width - PathLeft - PathRight) * shape) + PathTop + PathBottom, (0.8 * width) + 60);

    // What is too high for the figure becomes narrower instead.
    private static PixelRect PathPlace(PixelSize size, double shape)
    {
        double height = size.Height - PathTop - PathBottom;
        double width = Math.Min(size.Width - PathLeft - PathRight, height / shape);
        height = Math.Min(height, width * shape);
        return new PixelRect(PathLeft, PathLeft + (float)width, PathTop + (float)height, PathTop);
    }
}
