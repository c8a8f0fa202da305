namespace Hinge.Scope.Tests.Networks;

/// <summary>Which units a random network is drawn from.</summary>
public enum NetworkFlavour
{
    /// <summary>Affine and piecewise linear units: the affine lane must be exact to the bit.</summary>
    PiecewiseLinear,

    /// <summary>No constants anywhere: r must be 0 and f homogeneous.</summary>
    BiasFree,

    /// <summary>Smooth activations and normalisations too.</summary>
    Everything,
}
