using Hinge.Core;
using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>
/// Plan 1 as a linear map: nothing is kept, the network runs again beside the lanes for every question (spec §5). A
/// column costs a pass of the network more than a replay; a row freezes the network anew.
/// </summary>
/// <param name="scope">The hooked network; it must outlive this object.</param>
/// <param name="x">One input, [1, …]; must outlive this object.</param>
public sealed class DoubledBatchMap(LinearScope scope, Tensor x) : ILinearMap
{
    private readonly long[] _output = OutputOf(scope, x);

    /// <inheritdoc/>
    public long Rows => _output.Aggregate(1L, (product, size) => product * size);

    /// <inheritdoc/>
    public long Columns => x.numel();

    /// <inheritdoc/>
    public IReadOnlyList<long> InputShape => x.shape[1..];

    /// <inheritdoc/>
    public IReadOnlyList<long> OutputShape => _output[1..];

    /// <inheritdoc/>
    public ScalarType Type => x.dtype;

    /// <inheritdoc/>
    public Tensor Apply(Tensor v)
    {
        using DisposeScope disposal = NewDisposeScope();
        using LaneOutputs lanes = scope.Run(x, [.. v.split(1).Select(Lane.Linear)]);
        return cat([.. Enumerable.Range(0, lanes.Count).Select(lane => lanes[lane])], 0).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor ApplyTransposed(Tensor u)
    {
        using Interpreter at = scope.Freeze(x);
        return at.ApplyTransposed(u);
    }

    private static long[] OutputOf(LinearScope scope, Tensor x)
    {
        if (x.dim() == 0 || x.shape[0] != 1)
            throw new InputException($"one sample goes beside its lanes; the input is {LinearScope.Shape(x)}");
        using LaneOutputs plain = scope.Run(x);
        return plain.Output.shape;
    }
}
