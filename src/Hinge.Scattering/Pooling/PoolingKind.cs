namespace Hinge.Scattering;

/// <summary>What becomes of a cell of samples.</summary>
public enum PoolingKind
{
    /// <summary>Cells of one sample, kept as they are.</summary>
    None,

    /// <summary>Its first sample.</summary>
    SubSample,

    /// <summary>A weighed sum of its samples; the mean, unless told otherwise.</summary>
    Average,

    /// <summary>The largest modulus of its samples.</summary>
    Maximum,
}
