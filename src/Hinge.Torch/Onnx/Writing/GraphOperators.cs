using Hinge.Torch.Graphs;

namespace Hinge.Torch.Onnx.Writing;

/// <summary>What the operations of graphs become: one line each.</summary>
internal static class GraphOperators
{
    private static readonly Dictionary<string, Action<NodeWriter>> s_table = new(StringComparer.Ordinal)
    {
        ["conv"] = LinearWriting.Convolution,
        ["conv-transpose"] = LinearWriting.Transposed,
        ["linear"] = LinearWriting.Linear,
        ["add"] = node => node.Emit(node.Node.Inputs.Count == 2 ? "Add" : "Sum", node.Node.Inputs),
        ["sub"] = node => node.Emit("Sub", node.Node.Inputs),
        ["scale"] = ArithmeticWriting.Scale,
        ["constant-add"] = ArithmeticWriting.AddConstant,
        ["gate"] = node => node.Emit("Mul", node.Node.Inputs),
        ["channel-max"] = ArithmeticWriting.ChannelMaximum,
        ["concat"] = node => node.Emit("Concat", node.Node.Inputs, ("axis", node.Settings.Integer("axis", 1, 1))),
        ["split"] = PartWriting.Split,
        ["slice"] = PartWriting.Slice,
        ["pad"] = PartWriting.Pad,
        ["pixel-shuffle"] = PartWriting.Shuffle,
        ["pixel-unshuffle"] = PartWriting.Unshuffle,
        ["flatten"] = PartWriting.Flatten,
        ["reshape"] = PartWriting.Reshape,
        ["transpose"] = node => node.Emit("Transpose", [node.Input], ("perm", node.Settings.AllIntegers("axes", 0))),
        ["resize"] = PoolingWriting.Resize,
        ["avg-pool"] = PoolingWriting.Average,
        ["max-pool"] = PoolingWriting.Maximum,
        ["mean"] = Unit("GlobalAveragePool"),
        ["batch-norm"] = NormWriting.Batch,
        ["instance-norm"] = NormWriting.Instance,
        ["group-norm"] = NormWriting.Group,
        ["layer-norm"] = NormWriting.Layer,
        ["relu"] = Unit("Relu"),
        ["leaky-relu"] = node => ActivationWriting.With(node, "LeakyRelu", "slope", 0.01),
        ["prelu"] = ActivationWriting.ParametricRelu,
        ["threshold"] = ActivationWriting.Threshold,
        ["clamp"] = ActivationWriting.Clamp,
        ["abs"] = Unit("Abs"),
        ["sigmoid"] = Unit("Sigmoid"),
        ["tanh"] = Unit("Tanh"),
        ["softplus"] = Unit("Softplus"),
        ["softsign"] = Unit("Softsign"),
        ["elu"] = node => ActivationWriting.With(node, "Elu", "alpha", 1),
        ["celu"] = node => ActivationWriting.With(node, "Celu", "alpha", 1),
        ["selu"] = Unit("Selu"),
        ["gelu"] = Unit("Gelu"),
        ["silu"] = node => node.Emit("Mul", [node.Input, node.Before("Sigmoid", [node.Input])]),
        ["mish"] = Unit("Mish"),
        ["hard-swish"] = Unit("HardSwish"),
        ["hard-sigmoid"] = node => node.Emit("HardSigmoid", [node.Input], ("alpha", 1f / 6), ("beta", 0.5f)),
        ["softmax"] = node => ActivationWriting.Softmax(node, "Softmax"),
        ["log-softmax"] = node => ActivationWriting.Softmax(node, "LogSoftmax"),
        ["identity"] = Unit("Identity"),
    };

    /// <summary>How an operation is written.</summary>
    public static Action<NodeWriter> Find(string operation) => s_table[operation];

    /// <summary>The operator set that a node needs; 0 where the oldest that is written will do.</summary>
    public static int Opset(GraphNode node) => node.Op switch
    {
        "mish" => 18,
        "resize" when node.Attributes.ContainsKey("size") => 18,
        "gelu" => 20,
        "group-norm" => 21,
        _ => 0,
    };

    private static Action<NodeWriter> Unit(string op) => node => node.Emit(op, [node.Input]);
}
