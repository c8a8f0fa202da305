using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>By how much a path comes after its reference: the shift of the highest cross-correlation.</summary>
internal static class TimeLag
{
    /// <summary>The longest lag looked for, in s.</summary>
    public const double Longest = 2;

    /// <summary>The longest lead looked for, in s.</summary>
    public const double Earliest = 1;

    // Finer steps than these cost much and tell nothing: the maximum is found between them.
    private const double Finest = 0.01;

    // Shifts whose correlations differ by less are told apart by rounding alone.
    private const double Equal = 1e-9;

    /// <summary>The lag in s, below zero for a path that is ahead; null where none is found.</summary>
    /// <param name="path">Positions, a step apart.</param>
    /// <param name="start">Time of the first of them, in s, at least <see cref="Longest"/>.</param>
    /// <param name="step">In s.</param>
    /// <param name="reference">What the path was to follow.</param>
    public static double? Of(IReadOnlyList<Vector3D> path, double start, double step, IReference reference)
    {
        int stride = Math.Max(1, (int)Math.Round(Finest / step));
        if (stride > 1)
            (path, step) = ([.. path.Where((_, i) => i % stride == 0)], stride * step);
        int late = (int)Math.Round(Longest / step), early = (int)Math.Round(Earliest / step);
        Vector3D[] wanted = [.. Enumerable.Range(-late, path.Count + late + early)
            .Select(i => reference.PositionAt(start + (i * step)))];
        double[] scores = new double[late + early + 1];
        for (int shift = -early; shift <= late; shift++)
            scores[shift + early] = Correlation(path, wanted.AsSpan(late - shift, path.Count));
        // A periodic reference fits again a period later; the shift next to zero is meant.
        double best = scores.Max();
        if (!double.IsFinite(best))
            return null;
        int found = Enumerable.Range(-early, scores.Length)
            .Where(shift => scores[shift + early] >= best - Equal).MinBy(Math.Abs);
        if (found == -early || found == late)
            return null;
        (double before, double at, double after) =
            (scores[found + early - 1], scores[found + early], scores[found + early + 1]);
        double bend = before - (2 * at) + after;
        return step * (found + (bend < 0 ? (before - after) / (2 * bend) : 0));
    }

    // Of deviations from the means, over their norms; NaN where one of them does not move.
    private static double Correlation(IReadOnlyList<Vector3D> path, ReadOnlySpan<Vector3D> wanted)
    {
        if (path.Count == 0)
            return double.NaN;
        Vector3D meanPath = default, meanWanted = default;
        for (int i = 0; i < wanted.Length; i++)
            (meanPath, meanWanted) = (meanPath + path[i], meanWanted + wanted[i]);
        (meanPath, meanWanted) = (1.0 / wanted.Length * meanPath, 1.0 / wanted.Length * meanWanted);
        double product = 0, squarePath = 0, squareWanted = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            Vector3D a = path[i] - meanPath, b = wanted[i] - meanWanted;
            product += a.Dot(b);
            squarePath += a.Dot(a);
            squareWanted += b.Dot(b);
        }
        return squarePath > 0 && squareWanted > 0 ? product / Math.Sqrt(squarePath * squareWanted) : double.NaN;
    }
}
