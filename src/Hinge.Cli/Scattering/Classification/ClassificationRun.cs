using Hinge.Scattering.Learning;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering.Classification;

/// <summary>What a classification was done with.</summary>
/// <param name="Network">The network.</param>
/// <param name="Recipe">The network as text.</param>
/// <param name="Model">The model.</param>
/// <param name="TrainingCount">Samples it was trained with; 0 for one that was loaded.</param>
/// <param name="Detail">What training chose, to be printed.</param>
/// <param name="TrainingSeconds">Seconds of training, without the features.</param>
/// <param name="Tried">Choices tried with their share of errors on the last fifth.</param>
internal sealed record ClassificationRun(
    Network Network, string Recipe, TrainedModel Model, int TrainingCount, string Detail, double TrainingSeconds,
    IReadOnlyList<(double Choice, double Error)> Tried);
