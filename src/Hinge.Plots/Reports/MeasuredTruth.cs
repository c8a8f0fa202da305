namespace Hinge.Plots.Reports;

/// <summary>One line of a report's summary: what was measured and whether it holds.</summary>
/// <param name="System">The system's short name, for example <c>scope</c>.</param>
/// <param name="Statement">What was measured, for example <c>y = Fx + r to 4.6e-7 on 4 nets</c>.</param>
/// <param name="Bound">What was required, for example <c>≤ 5e-6</c>; empty when nothing was.</param>
/// <param name="Passed">Whether the requirement is met.</param>
public sealed record MeasuredTruth(string System, string Statement, string Bound, bool Passed);
