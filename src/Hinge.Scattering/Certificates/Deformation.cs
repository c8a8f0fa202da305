namespace Hinge.Scattering.Certificates;

/// <summary>
/// Bounds on ‖f - F_{τ,ω}f‖, F_{τ,ω}f(x) = e^{2πiω(x)} f(x - τ(x)), for classes of signals. Times the Lipschitz
/// constant of a network they bound the change of its features. Lengths are parts of the whole axis, frequencies cycles
/// per whole axis.
/// </summary>
public static class Deformation
{
    /// <summary>
    /// Band-limited signals: 2π(κ_a R‖τ‖ + (1-a)^{-1/2}‖ω‖)‖f‖ with κ_a = ∫₀¹(1 - sa)^{-1/2} ds; null where a ≥ 1.
    /// </summary>
    /// <remarks>
    /// f(x - τ) - f = -∫₀¹ ∇f(x - sτ)·τ ds; x ↦ x - sτ(x) is one to one with a determinant of at least 1 - sa (a &lt;
    /// 1), so ‖∇f(· - sτ)‖ ≤ (1 - sa)^{-1/2}‖∇f‖ ≤ (1 - sa)^{-1/2} 2πR‖f‖ by Bernstein; and |e^{2πiω} - 1| ≤ 2π|ω|.
    /// </remarks>
    /// <param name="radius">R: f̂ vanishes beyond.</param>
    /// <param name="shift">‖τ‖_∞, the largest Euclidean length.</param>
    /// <param name="modulation">‖ω‖_∞.</param>
    /// <param name="steepness">a = d‖Dτ‖_∞, d times the largest entry of the Jacobian.</param>
    /// <param name="norm">‖f‖.</param>
    public static double? BandLimited(double radius, double shift, double modulation, double steepness, double norm)
    {
        if (!(steepness is >= 0 and < 1))
            return null;
        double root = Math.Sqrt(1 - steepness);
        return 2 * Math.PI * ((2 / (1 + root) * radius * shift) + (modulation / root)) * norm;
    }

    /// <summary>Band-limited signals in the paper's form, with C = 2√2 π; null where a > ½.</summary>
    public static double? BandLimitedPaper(
        double radius, double shift, double modulation, double steepness, double norm) =>
        steepness is >= 0 and <= 0.5
            ? Certificate.BandLimitedConstant * ((radius * shift) + modulation) * norm : null;

    /// <summary>
    /// Sampled cartoon functions c₁ + 1_B c₂ on a grid: (Lip c₁ + Lip c₂) √N ‖τ‖ + ‖c₂‖_∞ √J, with N samples in all
    /// and J of them within ‖τ‖ of the boundary of B.
    /// </summary>
    /// <param name="slopes">Lip c₁ + Lip c₂.</param>
    /// <param name="height">‖c₂‖_∞.</param>
    /// <param name="samples">N.</param>
    /// <param name="nearBoundary">J, counted; <see cref="NearTwoJumps"/> bounds it in one dimension.</param>
    /// <param name="shift">‖τ‖_∞.</param>
    public static double Cartoon(double slopes, double height, int samples, int nearBoundary, double shift) =>
        (slopes * Math.Sqrt(samples) * shift) + (height * Math.Sqrt(nearBoundary));

    /// <summary>min(N, 2(⌊2N‖τ‖⌋ + 1)): the most samples of a line within ‖τ‖ of one of two jumps.</summary>
    public static int NearTwoJumps(int samples, double shift) =>
        (int)Math.Min(samples, 2 * (Math.Floor(2 * samples * shift) + 1));

    /// <summary>
    /// The published bound of cartoon functions in one dimension, 4K√N ‖τ‖^{½}; null below N‖τ‖ = 2/9, where a jump
    /// beside a sample breaks it.
    /// </summary>
    public static double? CartoonPublished(double bound, int samples, double shift) =>
        samples * shift >= 2.0 / 9 ? 4 * bound * Math.Sqrt(samples) * Math.Sqrt(shift) : null;

    /// <summary>Lipschitz functions: Lip(f) ‖τ‖ √J, with J the samples within ‖τ‖ of the support.</summary>
    public static double Lipschitz(double slope, int nearSupport, double shift) =>
        slope * shift * Math.Sqrt(nearSupport);
}
