using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>The operations of graph files: one line each.</summary>
internal static class GraphOperations
{
    private static readonly OrderedDictionary<string, GraphOperation> s_table = new(StringComparer.Ordinal)
    {
        ["conv"] = new(1, 1, ConvolutionNodes.Convolution),
        ["conv-transpose"] = new(1, 1, ConvolutionNodes.Transposed),
        ["linear"] = new(1, 1, ConvolutionNodes.Linear),
        ["add"] = GraphOperation.Code(2, int.MaxValue, ShapeNodes.Add),
        ["sub"] = GraphOperation.Code(2, 2, _ => inputs => inputs[0] - inputs[1]),
        ["scale"] = new(1, 1, ShapeNodes.Scale),
        ["constant-add"] = GraphOperation.Unit(ShapeNodes.AddConstant),
        ["concat"] = GraphOperation.Code(1, int.MaxValue, ShapeNodes.Concatenate),
        ["split"] = new(1, 1, ShapeNodes.Split) { Splits = true },
        ["slice"] = GraphOperation.Code(1, 1, ShapeNodes.Slice),
        ["pad"] = GraphOperation.Unit(PaddingNodes.Pad),
        ["pixel-shuffle"] = new(1, 1, ShapeNodes.PixelShuffle),
        ["pixel-unshuffle"] = new(1, 1, ShapeNodes.PixelUnshuffle),
        ["resize"] = GraphOperation.Unit(PoolingNodes.Resize),
        ["avg-pool"] = new(1, 1, PoolingNodes.Average),
        ["max-pool"] = new(1, 1, PoolingNodes.Maximum),
        ["mean"] = GraphOperation.Unit(PoolingNodes.Mean),
        ["flatten"] = new(1, 1, ShapeNodes.Flatten),
        ["reshape"] = GraphOperation.Code(1, 1, ShapeNodes.Reshape),
        ["transpose"] = GraphOperation.Code(1, 1, ShapeNodes.Transpose),
        ["batch-norm"] = new(1, 1, NormNodes.Batch),
        ["instance-norm"] = new(1, 1, NormNodes.Instance),
        ["group-norm"] = new(1, 1, NormNodes.Group),
        ["layer-norm"] = new(1, 1, NormNodes.Layer),
        ["relu"] = GraphOperation.Unit(_ => nn.ReLU()),
        ["leaky-relu"] = GraphOperation.Unit(node => nn.LeakyReLU(node.Number("slope", 0.01))),
        ["prelu"] = new(1, 1, ActivationNodes.ParametricRelu),
        ["threshold"] = GraphOperation.Unit(node => nn.Threshold(node.Number("threshold"), node.Number("value", 0))),
        ["clamp"] = GraphOperation.Unit(ActivationNodes.Clamp),
        ["abs"] = GraphOperation.Unit(_ => new Abs()),
        ["sigmoid"] = GraphOperation.Unit(_ => nn.Sigmoid()),
        ["tanh"] = GraphOperation.Unit(_ => nn.Tanh()),
        ["softplus"] = GraphOperation.Unit(_ => nn.Softplus()),
        ["softsign"] = GraphOperation.Unit(_ => nn.Softsign()),
        ["elu"] = GraphOperation.Unit(node => nn.ELU(node.Number("alpha", 1))),
        ["celu"] = GraphOperation.Unit(node => nn.CELU(node.Number("alpha", 1))),
        ["selu"] = GraphOperation.Unit(_ => nn.SELU()),
        ["gelu"] = GraphOperation.Unit(_ => nn.GELU()),
        ["silu"] = GraphOperation.Unit(_ => nn.SiLU()),
        ["mish"] = GraphOperation.Unit(_ => nn.Mish()),
        ["hard-swish"] = GraphOperation.Unit(_ => nn.Hardswish()),
        ["hard-sigmoid"] = new(1, 1, ActivationNodes.HardSigmoid),
        ["channel-max"] = new(1, int.MaxValue, ActivationNodes.ChannelMaximum),
        ["softmax"] = GraphOperation.Unit(node => nn.Softmax(node.Integer("axis", 1, 1))),
        ["log-softmax"] = GraphOperation.Unit(node => nn.LogSoftmax(node.Integer("axis", 1, 1))),
        ["gate"] = new(2, 2, ActivationNodes.Gate),
        ["identity"] = GraphOperation.Unit(_ => nn.Identity()),
    };

    /// <summary>The names of the operations.</summary>
    public static IReadOnlyCollection<string> Names => s_table.Keys;

    /// <summary>The operation of a name, or null.</summary>
    public static GraphOperation? Find(string name) => s_table.GetValueOrDefault(name);
}
