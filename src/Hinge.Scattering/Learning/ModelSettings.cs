using System.Text.Json.Serialization;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Learning;

/// <summary>What a model is, as the JSON beside its numbers says it.</summary>
public sealed record ModelSettings
{
    /// <summary>1.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = 1;

    /// <summary>pca-affine, ridge, linear-svm or rbf-svm.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    /// <summary>The network whose features are classified, with its size.</summary>
    [JsonPropertyName("network")]
    public NetworkSettings? Network { get; init; }

    /// <summary>Signals of a sample: 3 for colours.</summary>
    [JsonPropertyName("channels")]
    public int Channels { get; init; } = 1;

    /// <summary>Number of classes.</summary>
    [JsonPropertyName("classes")]
    public int Classes { get; init; }

    /// <summary>Features of a sample.</summary>
    [JsonPropertyName("features")]
    public int Features { get; init; }

    /// <summary>ε of sign(x) log(1 + |x|/ε) before all else; null for the features themselves.</summary>
    [JsonPropertyName("log")]
    public double? Log { get; init; }
}
