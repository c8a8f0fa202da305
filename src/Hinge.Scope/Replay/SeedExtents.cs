using Hinge.Scope.Colouring;
using static TorchSharp.torch;

namespace Hinge.Scope.Replay;

/// <summary>The rows and columns of a picture that each seed reached.</summary>
/// <param name="Y">One interval a seed.</param>
/// <param name="X">One interval a seed.</param>
/// <param name="Height">Height of the picture.</param>
/// <param name="Width">Width of the picture.</param>
internal sealed record SeedExtents(Interval[] Y, Interval[] X, long Height, long Width)
{
    /// <summary>The extents of a support.</summary>
    /// <param name="reached">[seeds, C, H, W], boolean.</param>
    public static SeedExtents Of(Tensor reached)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor plane = reached.any(1);
        return new(Intervals(plane.any(2)), Intervals(plane.any(1)), reached.shape[2], reached.shape[3]);
    }

    /// <summary>The extents of these seeds and more seeds on pictures of the same size.</summary>
    public SeedExtents And(SeedExtents more) => this with { Y = [.. Y, .. more.Y], X = [.. X, .. more.X] };

    private static Interval[] Intervals(Tensor hit)
    {
        bool[] flags = hit.contiguous().data<bool>().ToArray();
        int size = (int)hit.shape[1];
        Interval[] intervals = new Interval[hit.shape[0]];
        for (int seed = 0; seed < intervals.Length; seed++)
        {
            ReadOnlySpan<bool> row = flags.AsSpan(seed * size, size);
            int first = row.IndexOf(true);
            intervals[seed] = first < 0 ? Interval.Empty : new(first, row.LastIndexOf(true));
        }
        return intervals;
    }
}
