namespace Hinge.Scope.Analyses;

/// <summary>The axes of a symmetric 2 × 2 matrix.</summary>
/// <param name="Large">The larger eigenvalue.</param>
/// <param name="Small">The smaller one.</param>
/// <param name="Angle">Direction of the larger one's axis from x towards y, radians, 0 … π.</param>
internal readonly record struct PrincipalAxes(double Large, double Small, double Angle)
{
    /// <summary>(λ₁ − λ₂)/(λ₁ + λ₂): 0 for a circle, 1 for a line; 0 where both vanish.</summary>
    public double Coherence => Large + Small > 0 ? (Large - Small) / (Large + Small) : 0;

    /// <summary>1 − λ₂/λ₁: 0 for a circle, 1 for a line; 0 where both vanish.</summary>
    public double Anisotropy => Large > 0 ? 1 - Small / Large : 0;

    /// <summary>The axes of [[xx, xy], [xy, yy]].</summary>
    public static PrincipalAxes Of(double xx, double xy, double yy)
    {
        double mean = (xx + yy) / 2, half = (xx - yy) / 2, radius = Math.Sqrt(half * half + xy * xy);
        double angle = 0.5 * Math.Atan2(xy, half);
        return new(mean + radius, mean - radius, angle < 0 ? angle + Math.PI : angle);
    }
}
