namespace Hinge.Scope.Colouring;

/// <summary>Whole numbers from <paramref name="Low"/> to <paramref name="High"/>, both included.</summary>
/// <param name="Low">The first.</param>
/// <param name="High">The last; below <paramref name="Low"/> when there are none.</param>
public readonly record struct Interval(long Low, long High)
{
    /// <summary>No numbers.</summary>
    public static Interval Empty => new(0, -1);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => High < Low;

    /// <summary>How many there are.</summary>
    public long Length => IsEmpty ? 0 : High - Low + 1;

    /// <summary>The interval moved.</summary>
    public Interval Shift(long by) => IsEmpty ? Empty : new(Low + by, High + by);

    /// <summary>The part within 0 … <paramref name="size"/> − 1.</summary>
    public Interval Clip(long size)
    {
        Interval cut = new(Math.Max(Low, 0), Math.Min(High, size - 1));
        return cut.IsEmpty ? Empty : cut;
    }

    /// <summary>Whether every number of <paramref name="other"/> is in this interval.</summary>
    public bool Contains(Interval other) => other.IsEmpty || (Low <= other.Low && other.High <= High);

    /// <inheritdoc/>
    public override string ToString() => IsEmpty ? "none" : $"{Low} … {High}";
}
