namespace Hinge.Scope.Units;

/// <summary>A scalar function of at most three linear pieces.</summary>
/// <param name="Inside">Between the bounds.</param>
/// <param name="Low">Below <paramref name="LowBound"/>, or null when there is no lower bound.</param>
/// <param name="LowBound">The lower bound.</param>
/// <param name="High">Above <paramref name="HighBound"/>, or null when there is no upper bound.</param>
/// <param name="HighBound">The upper bound.</param>
/// <param name="BoundsInside">Whether the bounds themselves belong to the inside, as libtorch's backward has
/// it.</param>
internal sealed record Pieces(
    Piece Inside, Piece? Low, double LowBound, Piece? High, double HighBound, bool BoundsInside)
{
    /// <summary>Whether any piece has an intercept.</summary>
    public bool HasOffset =>
        Inside.Intercept != 0 || Low?.Intercept is not (null or 0) || High?.Intercept is not (null or 0);

    /// <summary>Identity above zero, slope · v at and below zero.</summary>
    public static Pieces Leaky(double slope) => new(Piece.Identity, new(slope, 0), 0, null, 0, false);

    /// <summary>Identity between two bounds, constant outside.</summary>
    public static Pieces Clamp(double low, double high, bool boundsInside) =>
        new(Piece.Identity, Piece.Constant(low), low, Piece.Constant(high), high, boundsInside);

    /// <summary>max(0, min(1, v/6 + ½)).</summary>
    public static Pieces HardSigmoid { get; } =
        new(new(1.0 / 6, 0.5), Piece.Constant(0), -3, Piece.Constant(1), 3, false);

    /// <summary>Identity above the threshold, a value at and below it.</summary>
    public static Pieces Threshold(double threshold, double value) =>
        new(Piece.Identity, Piece.Constant(value), threshold, null, 0, false);
}
