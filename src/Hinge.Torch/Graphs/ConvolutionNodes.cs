using Hinge.Core.Formats;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>Convolutions and fully connected layers.</summary>
internal static class ConvolutionNodes
{
    /// <summary>Convolution of [outputs, inputs / groups, rows, columns].</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Convolution(NodeBuilder node)
    {
        IReadOnlyList<long> shape = node.Weight("weight", 4).Shape;
        WindowSettings window = new(node, [shape[2], shape[3]]);
        long groups = Groups(node, shape[0]);
        long[] native = window.IsEven ? window.Begin : [0, 0];
        Conv2d convolution = node.Register(nn.Conv2d(
            shape[1] * groups,
            shape[0],
            (shape[2], shape[3]),
            (window.Stride[0], window.Stride[1]),
            (native[0], native[1]),
            (window.Dilation[0], window.Dilation[1]),
            groups: groups,
            bias: node.Has("bias"),
            dtype: node.Type));
        node.Copy("weight", convolution.weight);
        if (node.Has("bias"))
            node.Copy("bias", convolution.bias);
        return PaddingNodes.Before(node, window, convolution, replicate: false);
    }

    /// <summary>Transposed convolution of [inputs, outputs / groups, rows, columns].</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Transposed(NodeBuilder node)
    {
        IReadOnlyList<long> shape = node.Weight("weight", 4).Shape;
        WindowSettings window = new(node, [shape[2], shape[3]], mayBeSame: false);
        long groups = Groups(node, shape[0]);
        long[] extra = node.Integers("output-padding", 2, 0, 0);

        // Uneven padding crops the result: what the module cannot do is cut off afterwards.
        bool even = window.IsEven;
        long[] cut = [window.End[0] - extra[0], window.End[1] - extra[1]];
        if (!even && cut.Any(amount => amount < 0))
            throw node.Wrong("output-padding beyond an uneven padding is not supported");
        ConvTranspose2d convolution = node.Register(nn.ConvTranspose2d(
            shape[0],
            shape[1] * groups,
            (shape[2], shape[3]),
            (window.Stride[0], window.Stride[1]),
            even ? (window.Begin[0], window.Begin[1]) : (0, 0),
            even ? (extra[0], extra[1]) : (0, 0),
            (window.Dilation[0], window.Dilation[1]),
            groups: groups,
            bias: node.Has("bias"),
            dtype: node.Type));
        node.Copy("weight", convolution.weight);
        if (node.Has("bias"))
            node.Copy("bias", convolution.bias);
        if (even)
            return GraphOperation.Call(convolution);
        return inputs =>
        {
            using Tensor whole = convolution.call(inputs[0]);
            using Tensor rows = whole.slice(2, window.Begin[0], whole.shape[2] - cut[0], 1);
            return [rows.slice(3, window.Begin[1], whole.shape[3] - cut[1], 1)];
        };
    }

    /// <summary>Fully connected layer of [outputs, inputs].</summary>
    public static Func<IReadOnlyList<Tensor>, Tensor[]> Linear(NodeBuilder node)
    {
        IReadOnlyList<long> shape = node.Weight("weight", 2).Shape;
        Linear linear = node.Register(nn.Linear(shape[1], shape[0], node.Has("bias"), dtype: node.Type));
        node.Copy("weight", linear.weight);
        if (node.Has("bias"))
            node.Copy("bias", linear.bias);
        return GraphOperation.Call(linear);
    }

    private static long Groups(NodeBuilder node, long channels)
    {
        long groups = node.Integer("groups", 1, 1);
        if (channels % groups != 0)
            throw node.Wrong($"{channels} channels do not divide into {groups} groups");
        NdArray weight = node.Weight("weight");
        return weight.Length > 0 ? groups : throw node.Wrong($"weight is {weight}; expected some elements");
    }
}
