using System.Text.Json.Serialization;

namespace Hinge.Scattering.Certificates;

/// <summary>A module on its grid.</summary>
public sealed record CertifiedModule
{
    /// <summary>The module, from 1; D + 1 is the frame that gives the last output.</summary>
    [JsonPropertyName("n")]
    public required int N { get; init; }

    /// <summary>Samples on each axis.</summary>
    [JsonPropertyName("grid")]
    public required IReadOnlyList<int> Grid { get; init; }

    /// <summary>The recipe of the frame.</summary>
    [JsonPropertyName("frame")]
    public required string Frame { get; init; }

    /// <summary>Atoms, χ included.</summary>
    [JsonPropertyName("atoms")]
    public required int Atoms { get; init; }

    /// <summary>Atoms of the recipe without a frequency on this grid.</summary>
    [JsonPropertyName("dropped")]
    public required int Dropped { get; init; }

    /// <summary>A.</summary>
    [JsonPropertyName("A")]
    public required double Lower { get; init; }

    /// <summary>The frequency at which A is attained.</summary>
    [JsonPropertyName("A_at")]
    public required string LowerAt { get; init; }

    /// <summary>B.</summary>
    [JsonPropertyName("B")]
    public required double Upper { get; init; }

    /// <summary>The frequency at which B is attained.</summary>
    [JsonPropertyName("B_at")]
    public required string UpperAt { get; init; }

    /// <summary>Which Littlewood–Paley sum was taken: real or complex.</summary>
    [JsonPropertyName("lp")]
    public required string Sum { get; init; }

    /// <summary>M; null for the output.</summary>
    [JsonPropertyName("nonlinearity")]
    public required string? NonLinearity { get; init; }

    /// <summary>The Lipschitz constant of M.</summary>
    [JsonPropertyName("L")]
    public required double L { get; init; }

    /// <summary>P; null for the output.</summary>
    [JsonPropertyName("pooling")]
    public required string? Pooling { get; init; }

    /// <summary>The Lipschitz constant of P.</summary>
    [JsonPropertyName("R")]
    public required double R { get; init; }

    /// <summary>C = max{B, B L²R²}; of the output max |χ̂|².</summary>
    [JsonPropertyName("C")]
    public required double C { get; init; }

    /// <summary>Whether C ≤ 1 + 1e-12.</summary>
    [JsonPropertyName("admissible")]
    public required bool Admissible { get; init; }

    /// <summary>The repair of the network; null without.</summary>
    [JsonPropertyName("repair")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required string? Repair { get; init; }

    /// <summary>By what the atoms were multiplied in the end.</summary>
    [JsonPropertyName("scaling")]
    public required double Scaling { get; init; }
}
