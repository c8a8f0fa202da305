namespace Hinge.Scattering.Transforms;

/// <summary>How signals are transformed; the features do not depend on it.</summary>
public sealed record TransformSettings
{
    /// <summary>Threads over signals, 1 … 256.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether more than 2²⁴ values a signal may be.</summary>
    public bool Force { get; init; }
}
