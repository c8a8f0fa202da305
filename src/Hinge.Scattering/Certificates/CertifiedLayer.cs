using System.Text.Json.Serialization;

namespace Hinge.Scattering.Certificates;

/// <summary>A layer of features.</summary>
/// <param name="N">The layer.</param>
/// <param name="K">max_k |χ̂_n(k)| |k|/N, cycles per sample of the layer's grid.</param>
/// <param name="Reach">E_n ≤ this ‖f‖: the energy that can arrive in the layer, by its root.</param>
/// <param name="ShiftPerSample">|||Φⁿ(T_m f) - Φⁿ(f)||| ≤ this |m| ‖f‖.</param>
/// <param name="ProductS">S_1⋯S_n; the least of them where they differ by path.</param>
/// <param name="LOmegaPaper">L_Ωⁿ with ‖χ_n‖₁ and B, the paper's.</param>
/// <param name="LOmegaTight">L_Ωⁿ with ‖χ̂_n‖_∞ and the propagated atoms alone.</param>
public sealed record CertifiedLayer(
    [property: JsonPropertyName("n")] int N,
    [property: JsonPropertyName("K")] double K,
    [property: JsonPropertyName("E_max")] double Reach,
    [property: JsonPropertyName("shift_per_sample")] double ShiftPerSample,
    [property: JsonPropertyName("product_S")] int ProductS,
    [property: JsonPropertyName("L_Omega_paper")] double LOmegaPaper,
    [property: JsonPropertyName("L_Omega_tight")] double LOmegaTight);
