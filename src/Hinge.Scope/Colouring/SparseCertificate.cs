using Hinge.Scope.Certificates;

namespace Hinge.Scope.Colouring;

/// <summary>Measured evidence that a sparse map is the interpreter's matrix (spec §6, E8).</summary>
/// <param name="Completeness">‖Fx + r − y‖/(‖Fx‖ + ‖r‖), F being the sparse map.</param>
/// <param name="Lines">
/// ‖difference‖/‖·‖ of random rows and their transposed replay, or columns and forward replay when rows are stored.
/// </param>
/// <param name="LineCount">How many rows or columns that were.</param>
/// <param name="RandomVector">‖Fv − replay of v‖/‖replay of v‖ for a random v.</param>
/// <param name="OutsideBoxes">
/// Norm outside the boxes of seeds of one random colour, relative to the norm inside.
/// </param>
/// <param name="Limit">What each figure must not exceed.</param>
public sealed record SparseCertificate(
    double Completeness, double Lines, int LineCount, double RandomVector, double OutsideBoxes, double Limit)
{
    /// <summary>Whether every figure is within the limit.</summary>
    public bool Passed =>
        Completeness <= Limit && Lines <= Limit && RandomVector <= Limit && OutsideBoxes <= Limit;

    /// <summary>The certificate as one line.</summary>
    public override string ToString() =>
        $"Fx+r-y {ErrorText.Of(Completeness)}  {LineCount} lines {ErrorText.Of(Lines)}  "
        + $"random v {ErrorText.Of(RandomVector)}  outside boxes {ErrorText.Of(OutsideBoxes)}  "
        + $"{(Passed ? "pass" : "FAIL")}";
}
