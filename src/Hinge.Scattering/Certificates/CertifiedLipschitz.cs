using System.Text.Json.Serialization;

namespace Hinge.Scattering.Certificates;

/// <summary>The whole network: |||Φ(f) - Φ(h)||| ≤ Value ‖f - h‖.</summary>
/// <param name="Value">√ℓ₀ ρ.</param>
/// <param name="Admissible">Whether C_n ≤ 1 for every module, and |χ̂| ≤ 1 in the last layer.</param>
/// <param name="Maps">Paths.</param>
/// <param name="Values">Numbers of one signal's features.</param>
/// <param name="Paths">The path rule.</param>
public sealed record CertifiedLipschitz(
    [property: JsonPropertyName("value")] double Value,
    [property: JsonPropertyName("admissible")] bool Admissible,
    [property: JsonPropertyName("maps")] double Maps,
    [property: JsonPropertyName("values")] double Values,
    [property: JsonPropertyName("paths")] string Paths);
