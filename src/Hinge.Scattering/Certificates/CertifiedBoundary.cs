using System.Text.Json.Serialization;

namespace Hinge.Scattering.Certificates;

/// <summary>The boundary of a certified network.</summary>
/// <param name="Kind">periodic, or how signals are padded.</param>
/// <param name="Rho">ρ, by which padding can raise a distance; it is in every bound of the certificate.</param>
public sealed record CertifiedBoundary(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("rho")] double Rho);
