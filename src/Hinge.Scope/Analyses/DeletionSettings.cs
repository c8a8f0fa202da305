namespace Hinge.Scope.Analyses;

/// <summary>What a user of <see cref="DeletionCurves"/> can set.</summary>
public sealed record DeletionSettings
{
    /// <summary>Equal steps from nothing to everything deleted; 20 are 5 % each.</summary>
    public int Steps { get; init; } = 20;

    /// <summary>What takes the place of a deleted pixel.</summary>
    public Replacement Replacement { get; init; } = Replacement.Origin;

    /// <summary>Width of the blur in pixels, for <see cref="Replacement.Blur"/>.</summary>
    public double BlurSigma { get; init; } = 5;

    /// <summary>Seed of the random order.</summary>
    public ulong Seed { get; init; } = 1;
}
