using System.Text.Json.Serialization;

namespace Hinge.Scattering.Certificates;

/// <summary>A class of signals.</summary>
/// <param name="C">The constant; null where it depends on the signal.</param>
/// <param name="Exponent">The power of ‖τ‖.</param>
/// <param name="ValidIf">The condition; null without.</param>
public sealed record CertifiedClass(
    [property: JsonPropertyName("C")] double? C,
    [property: JsonPropertyName("exponent")] double Exponent,
    [property: JsonPropertyName("valid_if")] string? ValidIf);
