namespace Hinge.Scattering.Frames;

/// <summary>
/// The frame bounds A and B: the least and the largest value of the Littlewood–Paley sum, which on a grid are exactly
/// A‖f‖² ≤ Σ‖f∗g‖² ≤ B‖f‖² and are both attained.
/// </summary>
/// <param name="Lower">A.</param>
/// <param name="Upper">B.</param>
/// <param name="LowerAt">Where A is attained, as a place of the grid.</param>
/// <param name="UpperAt">Where B is attained, as a place of the grid.</param>
/// <param name="ForRealSignals">Whether ½(LP(k) + LP(-k)) was taken, which suffices for real signals.</param>
public readonly record struct FrameBounds(double Lower, double Upper, int LowerAt, int UpperAt, bool ForRealSignals)
{
    /// <summary>Whether the frame is Parseval to the tolerance: A = B = 1.</summary>
    public bool IsParseval(double tolerance) =>
        Math.Abs(Lower - 1) <= tolerance && Math.Abs(Upper - 1) <= tolerance;
}
