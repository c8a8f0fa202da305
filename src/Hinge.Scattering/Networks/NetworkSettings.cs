using System.Text.Json.Serialization;

namespace Hinge.Scattering.Networks;

/// <summary>A network as a file says it; see <see cref="NetworkFile"/>.</summary>
public sealed record NetworkSettings
{
    /// <summary>The size of a signal: <c>28x28</c>, or <c>1024</c> in one dimension.</summary>
    [JsonPropertyName("size")]
    public string? Size { get; init; }

    /// <summary>A preset in place of modules, for example <c>kymatio2d:J=3</c>.</summary>
    [JsonPropertyName("preset")]
    public string? Preset { get; init; }

    /// <summary>The modules.</summary>
    [JsonPropertyName("modules")]
    public IReadOnlyList<ModuleSettings>? Modules { get; init; }

    /// <summary>The frame whose χ gives the last features; that of the last module where it is absent.</summary>
    [JsonPropertyName("output")]
    public string? Output { get; init; }

    /// <summary>all, decreasing, scale or coarser.</summary>
    [JsonPropertyName("paths")]
    public string? Paths { get; init; }

    /// <summary>real or complex.</summary>
    [JsonPropertyName("input")]
    public string? Input { get; init; }

    /// <summary>periodic, zero:32x32, reflect:40x40 or repeat:64.</summary>
    [JsonPropertyName("boundary")]
    public string? Boundary { get; init; }

    /// <summary>tight or paper.</summary>
    [JsonPropertyName("lipschitz")]
    public string? Lipschitz { get; init; }

    /// <summary>none, scale, tight or complete.</summary>
    [JsonPropertyName("repair")]
    public string? Repair { get; init; }
}
