namespace Hinge.Flight.Evaluation;

/// <summary>What became of one episode (specification §5.1).</summary>
public sealed record EpisodeMetrics
{
    /// <summary>Its number.</summary>
    public required int Number { get; init; }

    /// <summary>The state at its start: the rows of <see cref="Dynamics.StateRow"/>.</summary>
    public required IReadOnlyList<float> Start { get; init; }

    /// <summary>The sum of the rewards under the weights of the evaluation, not discounted.</summary>
    public required double Return { get; init; }

    /// <summary>Steps.</summary>
    public required int Length { get; init; }

    /// <summary>Whether it reached the task's last step.</summary>
    public required bool Survived { get; init; }

    /// <summary>Distance from the origin at the end, in m.</summary>
    public required double EndError { get; init; }

    /// <summary>Mean distance over the last two fifths of the steps, in m; NaN where the episode was lost.</summary>
    public required double Tail { get; init; }

    /// <summary>Greatest values after 1 s; NaN where the episode was over by then.</summary>
    public required MotionMaxima AfterOneSecond { get; init; }

    /// <summary>Greatest values after 2 s; NaN where the episode was over by then.</summary>
    public required MotionMaxima AfterTwoSeconds { get; init; }

    /// <summary>Whether it survived and ended within 0.2 m.</summary>
    public bool Settled => Survived && EndError < 0.2;
}
