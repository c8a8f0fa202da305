namespace Hinge.Scope.Networks;

/// <summary>What a DnCNN adds besides what its convolutions make of the picture.</summary>
public enum DnCnnForm
{
    /// <summary>Nothing: no constant anywhere, one learned factor a channel. r = 0.</summary>
    BiasFree,

    /// <summary>A bias at every convolution.</summary>
    Biased,

    /// <summary>Batch norms in the middle and biases at both ends, as published first.</summary>
    BatchNorm,
}
