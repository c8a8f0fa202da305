using Hinge.Scattering.NonLinearities;

namespace Hinge.Scattering.Networks;

/// <summary>What a network has beside its modules.</summary>
public sealed record NetworkOptions
{
    /// <summary>Which paths are followed.</summary>
    public PathRule Paths { get; init; } = PathRule.All;

    /// <summary>The paths kept of those that the rule allows; null to keep all.</summary>
    public PathSelection? Selected { get; init; }

    /// <summary>Real or complex signals.</summary>
    public InputKind Input { get; init; } = InputKind.Real;

    /// <summary>How a signal is put onto the grid; null for the periodic one, whose grid is the signal's.</summary>
    public Boundary? Boundary { get; init; }

    /// <summary>Which constants the certificate takes for the non-linearities.</summary>
    public LipschitzRule Lipschitz { get; init; } = LipschitzRule.Tight;

    /// <summary>
    /// Features are sub-sampled to this distance in samples of the first grid; null to keep the grid of each layer. It
    /// leaves the certificate as it is.
    /// </summary>
    public int? OutputReduction { get; init; }

    /// <summary>Samples cut from every side of each map of features, or before it alone.</summary>
    public int OutputCrop { get; init; }

    /// <summary>Samples cut behind, on every axis; null for as many as before.</summary>
    public int? OutputCropBehind { get; init; }
}
