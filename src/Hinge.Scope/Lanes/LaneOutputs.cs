using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>What a doubled batch returns: the network's output and each lane's.</summary>
public sealed class LaneOutputs : IDisposable
{
    private readonly Tensor[] _lanes;

    internal LaneOutputs(Tensor output, Tensor[] lanes)
    {
        Output = output;
        _lanes = lanes;
    }

    /// <summary>The network's own output, [n, …].</summary>
    public Tensor Output { get; }

    /// <summary>Number of interpreter lanes.</summary>
    public int Count => _lanes.Length;

    /// <summary>The output of an interpreter lane, [n, …], in the order asked.</summary>
    public Tensor this[int lane] => _lanes[lane];

    /// <inheritdoc/>
    public void Dispose()
    {
        Output.Dispose();
        foreach (Tensor lane in _lanes)
            lane.Dispose();
    }
}
