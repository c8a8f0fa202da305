namespace Hinge.Scattering.Networks;

/// <summary>What lies beyond the edge of a signal.</summary>
public enum BoundaryKind
{
    /// <summary>The signal again, from its other edge on.</summary>
    Periodic,

    /// <summary>Nothing.</summary>
    Zero,

    /// <summary>The signal mirrored at its last sample, which is not repeated.</summary>
    Reflect,

    /// <summary>The last sample again and again.</summary>
    Repeat,
}
