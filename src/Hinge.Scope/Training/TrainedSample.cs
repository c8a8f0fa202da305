using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>A trained sample network in evaluation mode, with what it reached.</summary>
public sealed class TrainedSample : IDisposable
{
    internal TrainedSample(nn.Module<Tensor, Tensor> network, SampleResult result)
    {
        Network = network;
        Result = result;
    }

    /// <summary>The network; disposed with this object.</summary>
    public nn.Module<Tensor, Tensor> Network { get; }

    /// <summary>What it reached.</summary>
    public SampleResult Result { get; }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();
}
