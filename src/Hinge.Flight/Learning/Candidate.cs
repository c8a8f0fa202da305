using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;

namespace Hinge.Flight.Learning;

/// <summary>A network on its way to be selected (specification §5.2).</summary>
/// <param name="Step">The step after which it was taken.</param>
/// <param name="Kind">Which network it is.</param>
/// <param name="Policy">The policy.</param>
/// <param name="First">Its score on the starts that all candidates fly.</param>
/// <param name="Second">Its score on other starts, when it was among the best.</param>
public sealed record Candidate(
    int Step, CandidateKind Kind, Policy Policy, CandidateScore First, CandidateScore? Second = null)
{
    /// <summary>What it is called.</summary>
    public string Network => Kind switch
    {
        CandidateKind.Actor => "actor",
        CandidateKind.Target => "target actor",
        _ => "average actor",
    };
}

/// <summary>What a candidate scored.</summary>
/// <param name="Return">Mean return of the evaluation.</param>
/// <param name="Length">Mean steps.</param>
/// <param name="Survival">Share of the episodes that reached the last step.</param>
/// <param name="Settled">Share that survived and ended within 0.2 m.</param>
public readonly record struct CandidateScore(double Return, double Length, double Survival, double Settled)
{
    internal static CandidateScore Of(PolicyEvaluation evaluation) =>
        new(evaluation.Return, evaluation.Length, evaluation.Survival, evaluation.Settled);
}
