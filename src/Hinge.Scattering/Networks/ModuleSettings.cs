using System.Text.Json.Serialization;

namespace Hinge.Scattering.Networks;

/// <summary>A module as a file says it.</summary>
public sealed record ModuleSettings
{
    /// <summary>The recipe of the frame, for example <c>wavelets:J=3,L=8</c>.</summary>
    [JsonPropertyName("frame")]
    public string? Frame { get; init; }

    /// <summary>modulus, relu, tanh, logistic or identity; modulus where it is absent.</summary>
    [JsonPropertyName("nonlinearity")]
    public string? NonLinearity { get; init; }

    /// <summary>none, sub:2, average:2 or max:2; none where it is absent.</summary>
    [JsonPropertyName("pooling")]
    public string? Pooling { get; init; }
}
