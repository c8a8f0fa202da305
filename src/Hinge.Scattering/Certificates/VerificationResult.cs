namespace Hinge.Scattering.Certificates;

/// <summary>What the attacks on a certificate found.</summary>
/// <param name="Checks">One an attack.</param>
public sealed record VerificationResult(IReadOnlyList<VerificationCheck> Checks)
{
    /// <summary>Whether every line stands.</summary>
    public bool Passed => Checks.All(check => check.Passed);

    /// <summary>The check of a name.</summary>
    public VerificationCheck this[string name] => Checks.First(check => check.Name == name);
}
