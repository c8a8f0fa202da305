namespace Hinge.Scope.Units;

/// <summary>Numbers of one frozen unit that tell how well it is conditioned.</summary>
/// <param name="Gates">Scalar decisions: mask bits, arg-maxima.</param>
/// <param name="Ties">Decisions with |z⁰| ≤ 1e-6 of the unit's root mean square: rounding may flip them.</param>
/// <param name="LargestFactor">Largest |A| of a secant; 0 where the unit has none.</param>
/// <param name="SmallestDeviation">Smallest √(var⁰ + ε) of a frozen norm; +∞ where the unit has none.</param>
public readonly record struct UnitHealth(long Gates, long Ties, double LargestFactor, double SmallestDeviation)
{
    /// <summary>A unit without decisions.</summary>
    public static UnitHealth None => new(0, 0, 0, double.PositiveInfinity);

    /// <summary>Both units together.</summary>
    public UnitHealth And(UnitHealth other) => new(
        Gates + other.Gates,
        Ties + other.Ties,
        Math.Max(LargestFactor, other.LargestFactor),
        Math.Min(SmallestDeviation, other.SmallestDeviation));
}
