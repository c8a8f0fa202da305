using System.Globalization;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>All that a training depends on.</summary>
public sealed record FlightSettings
{
    /// <summary>The longest training.</summary>
    public const int MostSteps = 10_000_000;

    /// <summary>The drone.</summary>
    public required Drone Drone { get; init; }

    /// <summary>The task.</summary>
    public HoverTask Task { get; init; } = new();

    /// <summary>How to go about it.</summary>
    public Recipe Recipe { get; init; } = Recipe.Default;

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; }

    /// <summary>Steps of the environment.</summary>
    public int Steps { get; init; } = Recipe.StandardSteps;

    /// <summary>Threads, 1 or 2; the result does not depend on them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What is taken away from the training; the evaluation keeps all.</summary>
    public Ablations Ablations { get; init; }

    /// <summary>Episodes of the test of the selected policy; 0 for no test.</summary>
    public int TestEpisodes { get; init; } = 1000;

    /// <summary>Past actions that the actor sees.</summary>
    internal int History =>
        (Ablations & (Ablations.History | Ablations.RotorDelay)) != 0 ? 0 : Task.History;

    /// <summary>The task of the training: what is ablated is not in it.</summary>
    internal HoverTask TrainingTask => Task with
    {
        History = History,
        Disturbance = Takes(Ablations.Disturbance) ? new() { ForcePerWeight = 0, TorqueLever = 0 } : Task.Disturbance,
        ObservationNoise = Takes(Ablations.ObservationNoise)
            ? new() { Position = 0, Rotation = 0, Velocity = 0, AngularVelocity = 0 }
            : Task.ObservationNoise,
    };

    /// <summary>The task of every evaluation: that of the settings, with the policy's history.</summary>
    internal HoverTask EvaluationTask => Task with { History = History };

    private Curriculum Curriculum => Task.Curriculum ?? Recipe.Curriculum;

    internal bool Takes(Ablations part) => (Ablations & part) != 0;

    /// <summary>The weights of the reward in force at a training step.</summary>
    internal RewardWeights WeightsAt(int step)
    {
        if (Takes(Ablations.TargetReward))
            return Task.Reward.Evaluation;
        // The last step has no change: nothing would learn from it.
        return Takes(Ablations.Curriculum)
            ? Task.Reward.Start
            : Curriculum.At(Math.Min(step, Steps - 2), Task.Reward);
    }

    /// <summary>Whether those weights may differ from the ones of the step before.</summary>
    internal bool RaisesAt(int step) =>
        (Ablations & (Ablations.TargetReward | Ablations.Curriculum)) == 0 && step < Steps - 1 && Curriculum.IsDue(step);

    /// <summary>Holds the settings to what is possible.</summary>
    /// <exception cref="InputException">A value is out of its range or contradicts another.</exception>
    public void Check()
    {
        Task.Check();
        Drone.Check(Task.Step);
        if (Steps <= Recipe.ActorAfter || Steps > MostSteps)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"steps: {Steps} is not more than the {Recipe.ActorAfter} of the warm-up and at most {MostSteps}"));
        }
        if (Threads < 1)
            throw new InputException($"threads: {Threads} is less than 1");
        if (TestEpisodes < 0)
            throw new InputException($"test episodes: {TestEpisodes} is less than 0");
    }
}
