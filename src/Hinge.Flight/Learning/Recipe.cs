using Hinge.Core;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>How a training goes about it (specification §4.1, §4.2).</summary>
public sealed record Recipe
{
    /// <summary>Steps of a standard training: 0 to 300,000.</summary>
    public const int StandardSteps = 300_001;

    /// <summary>The reference's: a batch and target noise for each critic, its curriculum, the last actor.</summary>
    public static Recipe Faithful { get; } = new()
    {
        Name = "faithful",
        SharedBatch = false,
        Curriculum = Curriculum.Faithful,
        Selects = false,
    };

    /// <summary>
    /// One batch and one target for both critics, a curriculum of nine steps, and the actor chosen by validation.
    /// </summary>
    public static Recipe Default { get; } = new()
    {
        Name = "default",
        SharedBatch = true,
        Curriculum = Curriculum.Default,
        Selects = true,
    };

    /// <summary>A short name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether both critics learn from the same batch towards the same target.</summary>
    public required bool SharedBatch { get; init; }

    /// <summary>How the weights of the reward rise, where the task does not say.</summary>
    public required Curriculum Curriculum { get; init; }

    /// <summary>Whether the actor is chosen by validation; otherwise it is the last.</summary>
    public required bool Selects { get; init; }

    /// <summary>Transitions in a batch.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>γ, what the next step is worth today.</summary>
    public float Discount { get; init; } = 0.99f;

    /// <summary>Deviation of the noise on the target's actions.</summary>
    public float TargetNoise { get; init; } = 0.2f;

    /// <summary>Bound of that noise.</summary>
    public float TargetNoiseBound { get; init; } = 0.5f;

    /// <summary>Deviation of the noise on the actions taken.</summary>
    public float Exploration { get; init; } = 0.1f;

    /// <summary>Critics learn after this step.</summary>
    public int CriticsAfter { get; init; } = 15_000;

    /// <summary>Critics learn every so many steps.</summary>
    public int CriticsEvery { get; init; } = 10;

    /// <summary>The actor learns after this step.</summary>
    public int ActorAfter { get; init; } = 30_000;

    /// <summary>The actor learns every so many steps, which are steps of the critics too.</summary>
    public int ActorEvery { get; init; } = 20;

    /// <summary>The first step after which actor and target actor are candidates.</summary>
    public int CandidatesFrom { get; init; } = 200_000;

    /// <summary>Steps between candidates.</summary>
    public int CandidatesEvery { get; init; } = 5_000;

    /// <summary>Steps between reports of how far the training is.</summary>
    public int ProgressEvery { get; init; } = 10_000;

    /// <summary>Steps between the states that a training can go on from.</summary>
    public int CheckpointEvery { get; init; } = 50_000;

    /// <summary>A recipe by its name.</summary>
    /// <param name="name"><c>default</c> or <c>faithful</c>.</param>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static Recipe Named(string name) => name switch
    {
        "default" => Default,
        "faithful" => Faithful,
        _ => throw new InputException($"recipe '{name}' is not known; expected default or faithful"),
    };

    internal bool TeachesCritics(int step) => step > CriticsAfter && step % CriticsEvery == 0;

    internal bool TeachesActor(int step) => step > ActorAfter && step % ActorEvery == 0;

    internal bool HasCandidates(int step) =>
        Selects && step >= CandidatesFrom && (step - CandidatesFrom) % CandidatesEvery == 0;

    // The reference makes its noise smaller after half a million steps, which a standard run never reaches.
    internal static float NoiseShare(int step)
    {
        const int from = 500_000, every = 100_000;
        return step < from ? 1 : MathF.Pow(0.9f, ((step - from) / every) + 1);
    }
}
