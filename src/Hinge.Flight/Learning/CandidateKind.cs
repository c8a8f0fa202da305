namespace Hinge.Flight.Learning;

/// <summary>Which network of a training a candidate is.</summary>
public enum CandidateKind
{
    /// <summary>The actor itself.</summary>
    Actor,

    /// <summary>The target actor, which follows the actor over some 4,000 steps.</summary>
    Target,

    /// <summary>The average actor, which follows it over some 20,000 steps and takes no part in learning.</summary>
    Average,
}
