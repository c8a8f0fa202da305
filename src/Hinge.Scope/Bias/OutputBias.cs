namespace Hinge.Scope.Bias;

/// <summary>
/// The residual of one output split by site, channel and position by one transposed pass: r_i^(s) = ⟨g_s, b_s⟩ with g_s
/// the adjoint at the site (spec §2, backward direction).
/// </summary>
/// <param name="Parts">One entry a site, in the order of depth.</param>
public sealed record OutputBias(IReadOnlyList<SiteContribution> Parts)
{
    /// <summary>Σ_s r_i^(s) = r_i.</summary>
    public double Total => Parts.Sum(part => part.Value);
}
