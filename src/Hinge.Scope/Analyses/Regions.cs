namespace Hinge.Scope.Analyses;

/// <summary>Connected regions of a picture.</summary>
internal static class Regions
{
    /// <summary>
    /// Regions of values above half the largest, neighbours counting across corners; 0 for an empty picture.
    /// </summary>
    public static int CountAboveHalf(ReadOnlySpan<double> picture, int height, int width)
    {
        double half = 0;
        foreach (double value in picture)
            half = Math.Max(half, value / 2);
        if (half == 0)
            return 0;
        bool[] seen = new bool[picture.Length];
        Stack<int> open = [];
        int regions = 0;
        for (int start = 0; start < picture.Length; start++)
        {
            if (seen[start] || picture[start] <= half)
                continue;
            regions++;
            seen[start] = true;
            open.Push(start);
            while (open.TryPop(out int at))
            {
                (int row, int column) = Math.DivRem(at, width);
                for (int y = Math.Max(0, row - 1); y <= Math.Min(height - 1, row + 1); y++)
                {
                    for (int x = Math.Max(0, column - 1); x <= Math.Min(width - 1, column + 1); x++)
                    {
                        int next = y * width + x;
                        if (seen[next] || picture[next] <= half)
                            continue;
                        seen[next] = true;
                        open.Push(next);
                    }
                }
            }
        }
        return regions;
    }
}
