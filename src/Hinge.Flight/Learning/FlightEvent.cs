using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>Something that happened in a training, in the order of its steps.</summary>
/// <param name="Step">The step of the environment at which it happened.</param>
public abstract record FlightEvent(int Step);

/// <summary>How far a training is.</summary>
/// <param name="Step">The step.</param>
/// <param name="Steps">Steps in all.</param>
/// <param name="Episodes">Episodes that are over.</param>
/// <param name="MeanReturn">Mean return of the last hundred, under the weights of their time.</param>
/// <param name="MeanLength">Their mean length.</param>
/// <param name="CriticLoss">Mean square error of the critics in the last update.</param>
/// <param name="MeanValue">What the first critic thought of its batch.</param>
/// <param name="Weights">The weights of the reward in force.</param>
public sealed record TrainingProgress(
    int Step,
    int Steps,
    int Episodes,
    double MeanReturn,
    double MeanLength,
    double CriticLoss,
    double MeanValue,
    RewardWeights Weights)
    : FlightEvent(Step);

/// <summary>The curriculum raised the weights of the reward.</summary>
/// <param name="Step">The step.</param>
/// <param name="Weights">The new weights.</param>
public sealed record CurriculumRaised(int Step, RewardWeights Weights) : FlightEvent(Step);

/// <summary>A candidate was validated.</summary>
/// <param name="Step">The step.</param>
/// <param name="Candidate">The candidate.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
public sealed record CandidateValidated(int Step, Candidate Candidate, bool IsBest) : FlightEvent(Step);

/// <summary>The training state was complete and can be kept, see <see cref="Td3Trainer.Save"/>.</summary>
/// <param name="Step">The step that comes next.</param>
public sealed record CheckpointDue(int Step) : FlightEvent(Step);
