using Hinge.Scope.Networks;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>What a sample network learns: examples, a loss, and a measure on held-out data.</summary>
internal abstract class SampleTask : IDisposable
{
    /// <summary>Examples to learn from.</summary>
    public abstract int Examples { get; }

    /// <summary>Everything about the data that decides the weights, as text.</summary>
    public abstract string Description { get; }

    /// <summary>The loss of a batch.</summary>
    public abstract Tensor Loss(nn.Module<Tensor, Tensor> network, TrainingBatch batch);

    /// <summary>Measures a network in evaluation mode.</summary>
    public abstract SampleQuality Measure(nn.Module<Tensor, Tensor> network);

    public abstract void Dispose();

    public static SampleTask For(nn.Module<Tensor, Tensor> network) => network switch
    {
        TinySuperResolution => new SuperResolutionTask(),
        TinyStyle => new EngravingTask(),
        _ => new DigitTask(),
    };
}
