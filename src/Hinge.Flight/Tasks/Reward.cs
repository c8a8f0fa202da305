namespace Hinge.Flight.Tasks;

/// <summary>The reward of a step: a constant for being alive less what the state costs (§3).</summary>
public sealed record Reward
{
    /// <summary>The reward of a step without costs; 500 of them are a perfect episode.</summary>
    public double Constant { get; init; } = 2;

    /// <summary>Factor of the costs.</summary>
    public double Scale { get; init; } = 0.5;

    /// <summary>The reward of a step that loses the episode.</summary>
    public double OnTermination { get; init; }

    /// <summary>Weights at the start of a training.</summary>
    public RewardWeights Start { get; init; } = RewardWeights.Start;

    /// <summary>Weights of the metric, which the curriculum does not exceed.</summary>
    public RewardWeights Evaluation { get; init; } = RewardWeights.Evaluation;

    /// <summary>The reward of a step.</summary>
    /// <param name="weights">Those in force.</param>
    /// <param name="costs">The squares of the step.</param>
    /// <param name="terminated">Whether the step lost the episode.</param>
    public float Of(in RewardWeights weights, in RewardCosts costs, bool terminated) =>
        terminated ? (float)OnTermination : (float)Constant - ((float)Scale * weights.Cost(costs));
}
