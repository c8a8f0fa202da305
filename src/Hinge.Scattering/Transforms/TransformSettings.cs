namespace Hinge.Scattering.Transforms;

/// <summary>How signals are transformed; the features do not depend on it, but for rounding.</summary>
public sealed record TransformSettings
{
    /// <summary>Threads over signals, or over the sub-trees of one, 1 … 256. The features are the same to the
    /// bit.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether more than 2²⁴ values a signal may be.</summary>
    public bool Force { get; init; }

    /// <summary>What lies side by side in a vector.</summary>
    public LaneChoice Lanes { get; init; }

    /// <summary>Numbers of a vector, 1, 8 or 16, for tests and measurements; 0 for the widest that is fast
    /// here.</summary>
    internal int LaneWidth { get; init; }
}
