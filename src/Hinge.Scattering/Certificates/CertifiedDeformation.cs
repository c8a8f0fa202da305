using System.Text.Json.Serialization;

namespace Hinge.Scattering.Certificates;

/// <summary>The lines on deformations, which hold for the classes of signals named.</summary>
public sealed record CertifiedDeformation
{
    /// <summary>Band-limited signals: C (R‖τ‖ + ‖ω‖)‖f‖ times the Lipschitz constant.</summary>
    [JsonPropertyName("band_limited")]
    public CertifiedClass BandLimited { get; init; } = new(Certificate.BandLimitedConstant, 1, "d*max|Dtau|<=1/2");

    /// <summary>Cartoon functions: exponent ½ in ‖τ‖.</summary>
    [JsonPropertyName("cartoon")]
    public CertifiedClass Cartoon { get; init; } = new(null, 0.5, null);

    /// <summary>Lipschitz functions: exponent 1.</summary>
    [JsonPropertyName("lipschitz_class")]
    public CertifiedClass LipschitzClass { get; init; } = new(null, 1, null);
}
