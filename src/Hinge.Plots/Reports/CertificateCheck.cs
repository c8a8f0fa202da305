namespace Hinge.Plots.Reports;

/// <summary>One number of a certificate.</summary>
/// <param name="Name">What was checked, for example <c>adjoint</c>.</param>
/// <param name="Measured">The number found.</param>
/// <param name="Bound">The bound it was held to, for example <c>≤ 1e-6</c>; empty when it only informs.</param>
/// <param name="Passed">Whether it is within the bound.</param>
public sealed record CertificateCheck(string Name, string Measured, string Bound, bool Passed);
