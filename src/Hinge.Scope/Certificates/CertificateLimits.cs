using static TorchSharp.torch;

namespace Hinge.Scope.Certificates;

/// <summary>What a certificate demands, from the acceptance table of the specification (§18, E1, E3, E6).</summary>
/// <param name="Completeness">Bound of ‖Fx + r − y‖/(‖Fx‖ + ‖r‖).</param>
/// <param name="Adjoint">Bound of the adjoint test.</param>
/// <param name="Sites">Bound of ‖Σ r^(s) − r‖/‖r‖.</param>
public sealed record CertificateLimits(double Completeness, double Adjoint, double Sites)
{
    /// <summary>Single precision.</summary>
    public static CertificateLimits Single { get; } = new(5e-6, 1e-6, 5e-6);

    /// <summary>Double precision.</summary>
    public static CertificateLimits Double { get; } = new(1e-13, 1e-14, 1e-12);

    /// <summary>The limits for an element type.</summary>
    public static CertificateLimits For(ScalarType type) => type == ScalarType.Float64 ? Double : Single;
}
