using Hinge.Core;
using Hinge.Scope.Spectra;

namespace Hinge.Scope.Analyses;

/// <summary>Two pictures through one network, or two networks of the same shape (spec §11).</summary>
/// <param name="Distance">‖F₁ − F₂‖ / ‖F₁‖.</param>
/// <param name="Gates">The gates that differ, call by call; empty when the networks do not have the same calls.</param>
/// <param name="InputAngles">Principal angles between the top eigen-inputs, in radians, ascending; empty if not
/// asked.</param>
/// <param name="OutputAngles">The same between the top eigen-outputs.</param>
public sealed record Comparison(
    MapDistance Distance, IReadOnlyList<GateDifference> Gates, double[] InputAngles, double[] OutputAngles)
{
    /// <summary>Compares two interpreters.</summary>
    /// <param name="first">At one operating point.</param>
    /// <param name="second">At another, or of another network.</param>
    /// <param name="k">Singular triplets whose spaces are compared; 0 for none.</param>
    /// <param name="probes">Random vectors for the distance.</param>
    /// <param name="settings">For the spectra.</param>
    /// <param name="cancellation">Cancels between applications.</param>
    /// <exception cref="InputException">The maps differ in size.</exception>
    public static Comparison Between(
        Interpreter first, Interpreter second, int k = 0, int probes = 64, LanczosSettings? settings = null,
        CancellationToken cancellation = default)
    {
        MapDistance distance = MapDistance.Estimate(first, second, probes, settings?.Seed ?? 1, cancellation);
        IReadOnlyList<GateDifference> gates =
            first.Calls.SequenceEqual(second.Calls) ? GateDifference.Between(first, second) : [];
        if (k == 0)
            return new(distance, gates, [], []);
        TruncatedSvd one = Lanczos.Compute(first, k, settings, cancellation: cancellation);
        TruncatedSvd other = Lanczos.Compute(second, k, settings, cancellation: cancellation);
        return new(
            distance, gates, SubspaceAngles.BetweenInputs(one, other), SubspaceAngles.BetweenOutputs(one, other));
    }
}
