using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Training;

/// <summary>
/// Everything that training changes and a checkpoint therefore holds: networks (also ones that only follow, such as a
/// moving average) and optimisers, each under a name without a dot. The owner disposes them.
/// </summary>
/// <param name="Modules">Networks by name; parameters and buffers are stored.</param>
/// <param name="Optimisers">Optimisers by name; moments and step counts are stored, options are compared.</param>
public sealed record TrainedParts(
    IReadOnlyDictionary<string, nn.Module> Modules,
    IReadOnlyDictionary<string, OptimizerHelper> Optimisers)
{
    /// <summary>One network with one optimiser.</summary>
    public static TrainedParts Of(nn.Module network, OptimizerHelper optimiser) =>
        new(new Dictionary<string, nn.Module> { ["network"] = network },
            new Dictionary<string, OptimizerHelper> { ["optimiser"] = optimiser });
}
