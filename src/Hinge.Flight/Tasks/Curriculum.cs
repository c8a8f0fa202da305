namespace Hinge.Flight.Tasks;

/// <summary>
/// When a training raises the weights of position, velocity and action, and by which factors (§3). Rewards in the
/// replay memory are then computed again.
/// </summary>
public sealed record Curriculum
{
    /// <summary>The reference's: two steps, to 7.2, 0.0196 and 0.0196.</summary>
    public static Curriculum Faithful { get; } = new()
    {
        First = 100_000,
        Every = 100_000,
        Last = 200_000,
        Position = 1.2,
        Velocity = 1.4,
        Action = 1.4,
    };

    /// <summary>Nine steps, to 20, 0.1 and 0.1.</summary>
    public static Curriculum Default { get; } = new()
    {
        First = 50_000,
        Every = 25_000,
        Last = 250_000,
        Position = Math.Pow(4, 1.0 / 9),
        Velocity = Math.Pow(10, 1.0 / 9),
        Action = Math.Pow(10, 1.0 / 9),
    };

    /// <summary>The first training step at which the weights change.</summary>
    public required int First { get; init; }

    /// <summary>Training steps from one change to the next.</summary>
    public required int Every { get; init; }

    /// <summary>The last training step at which they may change.</summary>
    public required int Last { get; init; }

    /// <summary>Factor of Wp.</summary>
    public required double Position { get; init; }

    /// <summary>Factor of Wv.</summary>
    public required double Velocity { get; init; }

    /// <summary>Factor of Wu.</summary>
    public required double Action { get; init; }

    /// <summary>Whether the weights change at a training step.</summary>
    /// <param name="step">From 0.</param>
    public bool IsDue(int step) => step >= First && step <= Last && (step - First) % Every == 0;

    /// <summary>The weights in force at a training step, a change that is due there included.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="reward">Start and limits.</param>
    public RewardWeights At(int step, Reward reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        RewardWeights start = reward.Start, limit = reward.Evaluation;
        int changes = step < First ? 0 : ((Math.Min(step, Last) - First) / Every) + 1;
        return start with
        {
            Position = Raised(start.Position, Position, changes, limit.Position),
            Velocity = Raised(start.Velocity, Velocity, changes, limit.Velocity),
            Action = Raised(start.Action, Action, changes, limit.Action),
        };
    }

    private static float Raised(float start, double factor, int changes, float limit) =>
        (float)Math.Min(start * Math.Pow(factor, changes), limit);
}
