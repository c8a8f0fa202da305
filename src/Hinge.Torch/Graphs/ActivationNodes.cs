using Hinge.Core.Formats;
using Hinge.Torch.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>Units that need more than their name.</summary>
internal static class ActivationNodes
{
    /// <summary>Identity above zero, a slope for each channel, or for all, below.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> ParametricRelu(NodeBuilder node)
    {
        NdArray slope = node.Weight("slope");
        PReLU unit = node.Register(nn.PReLU(Math.Max(1, slope.Length), dtype: node.Type));
        using Tensor values = node.Constant("slope");
        using Tensor flat = values.flatten();
        if (!flat.shape.SequenceEqual(unit.weight.shape) || slope.Shape.Count(extent => extent != 1) > 1)
            throw node.Wrong($"slope is {slope}; expected one number for each channel, or one");
        using IDisposable frozen = no_grad();
        unit.weight.copy_(flat);
        return GraphOperation.Call(unit);
    }

    /// <summary>min(max(x, low), high); a bound that is not given is the largest number of single precision.</summary>
    public static nn.Module<Tensor, Tensor> Clamp(NodeBuilder node)
    {
        double low = node.Number("low", float.MinValue), high = node.Number("high", float.MaxValue);
        return low < high ? new Clamp(low, high) : throw node.Wrong($"low {low} is not below high {high}");
    }

    /// <summary>min(max(x + 3, 0), 6) / 6, in three steps: libtorch ends the process when it is asked for the second
    /// derivative of its own unit.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> HardSigmoid(NodeBuilder node)
    {
        using Tensor three = tensor(3.0, node.Type);
        ConstantAdd shift = node.Register(new ConstantAdd(three), "shift");
        Clamp clamp = node.Register(new Clamp(0, 6));
        return inputs =>
        {
            using Tensor shifted = shift.call(inputs[0]);
            using Tensor clamped = clamp.call(shifted);
            return [clamped / 6];
        };
    }

    /// <summary>Maximum over channels, or of several inputs of one shape.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> ChannelMaximum(NodeBuilder node)
    {
        int branches = node.Node.Inputs.Count;
        ChannelMax unit = node.Register(new ChannelMax(branches > 1 ? branches : node.Integer("pieces", 0, 0)));
        if (branches == 1)
            return GraphOperation.Call(unit);
        return inputs =>
        {
            using Tensor all = cat([.. inputs], 1);
            return [unit.call(all)];
        };
    }

    /// <summary>Product of two inputs, the smaller of which is the gate, or else the first.</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Gate(NodeBuilder node)
    {
        Gate unit = node.Register(new Gate());
        return inputs => [SampleSize(inputs[1]) < SampleSize(inputs[0])
            ? unit.call(inputs[1], inputs[0])
            : unit.call(inputs[0], inputs[1])];
    }

    // Not the number of elements: an empty batch has none.
    private static long SampleSize(Tensor tensor) =>
        tensor.shape.Skip(1).Aggregate(1L, (size, extent) => size * extent);
}
