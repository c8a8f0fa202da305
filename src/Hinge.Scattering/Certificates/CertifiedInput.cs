using System.Text.Json.Serialization;

namespace Hinge.Scattering.Certificates;

/// <summary>The input of a certified network.</summary>
/// <param name="Size">Samples on each axis.</param>
/// <param name="Kind">real or complex.</param>
public sealed record CertifiedInput(
    [property: JsonPropertyName("size")] IReadOnlyList<int> Size,
    [property: JsonPropertyName("kind")] string Kind);
