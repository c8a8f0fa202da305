namespace Hinge.Flight.Tasks;

/// <summary>What became of a step.</summary>
/// <param name="Costs">What the reward weighs.</param>
/// <param name="Terminated">The drone left its bounds: nothing follows.</param>
/// <param name="Truncated">The episode was cut off at its last step: it would have gone on.</param>
public readonly record struct StepOutcome(RewardCosts Costs, bool Terminated, bool Truncated)
{
    /// <summary>Whether the episode is over.</summary>
    public bool Ended => Terminated || Truncated;
}
