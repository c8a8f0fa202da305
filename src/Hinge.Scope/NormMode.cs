namespace Hinge.Scope;

/// <summary>How instance, group and layer normalisation are frozen (spec §3).</summary>
public enum NormMode
{
    /// <summary>
    /// Mean and variance keep their values at the operating point: A = γ/√(var⁰+ε). Not the Jacobian.
    /// </summary>
    Statistics,

    /// <summary>Only the variance is kept, the mean stays a linear function of the input. Not the Jacobian.</summary>
    Centred,

    /// <summary>The exact Jacobian, dense within each normalised set.</summary>
    Tangent,
}
