namespace Hinge.Scattering.Transforms;

/// <summary>What lies side by side in a vector.</summary>
public enum LaneChoice
{
    /// <summary>Whichever suits the size and the number of signals.</summary>
    Auto,

    /// <summary>One sample of several signals.</summary>
    Batch,

    /// <summary>Adjacent columns of one signal.</summary>
    Columns,
}
