using Hinge.Core;
using Hinge.Scope.Networks;

namespace Hinge.Scope.Training;

/// <summary>What a user sets about the training of one sample network.</summary>
/// <param name="Network">Its name, one of <see cref="EmbeddedNetworks.All"/>.</param>
/// <param name="Steps">Steps in all, ≥ 1; the learning rate falls to 0 over them, along a cosine.</param>
/// <param name="BatchSize">Examples a step, ≥ 1.</param>
/// <param name="Rate">Adam's learning rate at the start.</param>
/// <param name="Seed">Decides initial weights, the order of the examples, and how they are varied.</param>
/// <param name="Threads">Threads of libtorch, ≥ 1; another number gives other last bits.</param>
public sealed record SampleTrainingSettings(
    string Network, long Steps, int BatchSize, double Rate, ulong Seed = 1, int Threads = 1)
{
    /// <summary>The settings that the embedded weights were made with.</summary>
    /// <param name="network">A network's name.</param>
    /// <exception cref="InputException">There is no such network.</exception>
    public static SampleTrainingSettings For(string network) => EmbeddedNetworks.Find(network).Name switch
    {
        "tiny-digits-bn" => new(network, Steps: 3000, BatchSize: 64, Rate: 0.03),
        "tiny-digits-free" => new(network, Steps: 3000, BatchSize: 64, Rate: 0.01),
        "tiny-style" => new(network, Steps: 2000, BatchSize: 8, Rate: 0.005),
        _ => new(network, Steps: 4000, BatchSize: 16, Rate: 0.01),
    };
}
