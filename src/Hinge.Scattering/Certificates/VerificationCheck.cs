namespace Hinge.Scattering.Certificates;

/// <summary>What an attack on one line of a certificate found.</summary>
/// <param name="Name">The line.</param>
/// <param name="Worst">The largest measured/bound; of an equality the largest error.</param>
/// <param name="Limit">What it may be.</param>
/// <param name="Cases">How many were tried.</param>
/// <param name="Where">The worst case in words, with what repeats it.</param>
/// <param name="First">The signal of the worst case; empty where there is none.</param>
/// <param name="Second">Its partner.</param>
public sealed record VerificationCheck(
    string Name, double Worst, double Limit, int Cases, string Where,
    IReadOnlyList<double> First, IReadOnlyList<double> Second)
{
    /// <summary>Whether the line stands.</summary>
    public bool Passed => Worst <= Limit;
}
