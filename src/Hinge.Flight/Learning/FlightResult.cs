using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;
using Hinge.Flight.Tracking;

namespace Hinge.Flight.Learning;

/// <summary>What a training leaves.</summary>
public sealed record FlightResult
{
    /// <summary>The policy: the candidate chosen by validation, or the last actor where the recipe keeps that.</summary>
    public required Policy Selected { get; init; }

    /// <summary>The place of the chosen one among <see cref="Candidates"/>; null where the last actor was kept.</summary>
    public required int? Chosen { get; init; }

    /// <summary>Whether the chosen one survived often enough; true where nothing was chosen.</summary>
    public required bool IsEligible { get; init; }

    /// <summary>The actor after the last step.</summary>
    public required Policy Last { get; init; }

    /// <summary>All candidates, in the order of their steps.</summary>
    public required IReadOnlyList<Candidate> Candidates { get; init; }

    /// <summary>The selected policy on fresh episodes; null where none were asked for.</summary>
    public required PolicyEvaluation? Test { get; init; }

    /// <summary>The selected policy along the figure-eight of 5.5 s; null where no test was asked for.</summary>
    public required TrackingMetrics? Track { get; init; }

    /// <summary>Episodes that were over.</summary>
    public required int Episodes { get; init; }

    /// <summary>Updates of each critic.</summary>
    public required int CriticUpdates { get; init; }

    /// <summary>Updates of the actor.</summary>
    public required int ActorUpdates { get; init; }

    /// <summary>What it took.</summary>
    public required TrainingTimings Timings { get; init; }
}

/// <summary>What a training took, since it was begun or resumed in this process.</summary>
/// <param name="WallSeconds">By the wall clock.</param>
/// <param name="ProcessorSeconds">Of the training's threads.</param>
/// <param name="Operations">Additions and multiplications of the networks, learning, acting and validation.</param>
public sealed record TrainingTimings(double WallSeconds, double ProcessorSeconds, double Operations);
