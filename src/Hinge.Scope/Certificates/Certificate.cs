using System.Globalization;
using Hinge.Scope.Units;

namespace Hinge.Scope.Certificates;

/// <summary>Measured evidence that an interpreter is what it says, made anew for every interpreter (spec §9).</summary>
/// <param name="Completeness">‖Fx + r − y‖/(‖Fx‖ + ‖r‖).</param>
/// <param name="Adjoint">
/// Largest |⟨u, Fv⟩ − ⟨Fᵀu, v⟩|/max(‖u‖‖Fv‖, ‖Fᵀu‖‖v‖) over random pairs, sums in double precision: rows and columns
/// are of one matrix.
/// </param>
/// <param name="Sites">‖Σ_s r^(s) − r‖/‖r‖; 0 when r = 0.</param>
/// <param name="Pairs">Random pairs tried.</param>
/// <param name="Health">Gates, ties, largest secant, smallest deviation.</param>
/// <param name="Modes">The freezing modes.</param>
/// <param name="Precision">Element type of the network, <c>Float32</c> or <c>Float64</c>.</param>
/// <param name="IsJacobian">Whether F is also the network's Jacobian.</param>
/// <param name="Limits">What was demanded.</param>
public sealed record Certificate(
    double Completeness,
    double Adjoint,
    double Sites,
    int Pairs,
    UnitHealth Health,
    FreezingModes Modes,
    string Precision,
    bool IsJacobian,
    CertificateLimits Limits)
{
    /// <summary>Whether every figure is within its limit.</summary>
    public bool Passed =>
        Completeness <= Limits.Completeness && Adjoint <= Limits.Adjoint && Sites <= Limits.Sites;

    /// <summary>The certificate as one line.</summary>
    public override string ToString()
    {
        string verdict = Passed ? "pass" : "FAIL";
        string secant = Health.LargestFactor > 0 ? $"  max|A| {ErrorText.Of(Health.LargestFactor)}" : "";
        string deviation =
            double.IsFinite(Health.SmallestDeviation) ? $"  min sigma {ErrorText.Of(Health.SmallestDeviation)}" : "";
        return $"complete {ErrorText.Of(Completeness)}  adjoint {ErrorText.Of(Adjoint)} ({Pairs} pairs)  "
            + $"sites {ErrorText.Of(Sites)}  "
            + $"gates {Health.Gates.ToString("N0", CultureInfo.InvariantCulture)} ({Health.Ties} ties)"
            + $"{secant}{deviation}  "
            + $"{(IsJacobian ? "Jacobian" : "not the Jacobian")}  {Precision}  {verdict}";
    }
}
