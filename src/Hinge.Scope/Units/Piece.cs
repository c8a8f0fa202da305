namespace Hinge.Scope.Units;

/// <summary>One piece v ↦ slope · v + intercept of a piecewise linear function.</summary>
internal readonly record struct Piece(double Slope, double Intercept)
{
    /// <summary>v ↦ v.</summary>
    public static Piece Identity => new(1, 0);

    /// <summary>v ↦ value.</summary>
    public static Piece Constant(double value) => new(0, value);
}
