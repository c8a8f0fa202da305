namespace Hinge.Plots.Charts;

/// <summary>
/// Fewer points that draw the same line: of all points in one column of pixels the first, lowest, highest and last are
/// kept, in their order.
/// </summary>
/// <remarks>Jugel et al., M4: A Visualization-Oriented Time Series Data Aggregation, VLDB 2014.</remarks>
internal static class Thinning
{
    /// <summary>Indices to draw, out of 0 … x.Length − 1; all of them when they are few or x goes back.</summary>
    public static int[] Keep(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int columns)
    {
        if (x.Length <= 4 * columns || !IsSorted(x) || x[0] == x[^1])
            return [.. Enumerable.Range(0, x.Length)];
        List<int> kept = [];
        double scale = columns / (x[^1] - x[0]);
        for (int first = 0; first < x.Length;)
        {
            int column = (int)((x[first] - x[0]) * scale);
            int lowest = first, highest = first, last = first;
            for (int i = first; i < x.Length && (int)((x[i] - x[0]) * scale) == column; i++)
            {
                lowest = y[i] < y[lowest] ? i : lowest;
                highest = y[i] > y[highest] ? i : highest;
                last = i;
            }
            foreach (int i in new SortedSet<int> { first, lowest, highest, last })
                kept.Add(i);
            first = last + 1;
        }
        return [.. kept];
    }

    private static bool IsSorted(ReadOnlySpan<double> x)
    {
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] < x[i - 1])
                return false;
        }
        return true;
    }
}
