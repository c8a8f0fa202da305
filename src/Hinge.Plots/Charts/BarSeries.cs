namespace Hinge.Plots.Charts;

/// <summary>One named set of bars, one value a label.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Values">The lengths, in the order of the labels; NaN and infinities leave the place empty.</param>
public sealed record BarSeries(string Name, IReadOnlyList<double> Values);
