using Hinge.Core.Formats;
using Hinge.Torch.Graphs;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Convolutions and fully connected layers.</summary>
internal static class LinearReading
{
    /// <summary>Ends the name of a matrix that is another's with rows and columns swapped.</summary>
    public const string Turned = ".transposed";

    public static ReadValue Convolution(NodeReader node)
    {
        ConstantValue weight = Kernel(node);
        (GraphAttribute? stride, GraphAttribute? padding, GraphAttribute? dilation) =
            WindowReading.Settings(node, [weight.Array.Shape[2], weight.Array.Shape[3]], 1);
        return node.Emit(
            "conv", [node.Data(0)], Weights(weight, node.ConstantOrNull(2)),
            ("stride", stride), ("padding", padding), ("dilation", dilation), ("groups", Groups(node)));
    }

    public static ReadValue Transposed(NodeReader node)
    {
        ConstantValue weight = Kernel(node);
        long[] extra = node.Ints("output_padding", 2, 0);
        node.Require("output_shape", node.Any("output_shape") is null, "given", "pads");
        (GraphAttribute? stride, GraphAttribute? padding, GraphAttribute? dilation) =
            WindowReading.Settings(node, [weight.Array.Shape[2], weight.Array.Shape[3]], 1, extra);
        return node.Emit(
            "conv-transpose", [node.Data(0)], Weights(weight, node.ConstantOrNull(2)),
            ("stride", stride), ("padding", padding), ("output-padding", WindowReading.Unless(extra, 0)),
            ("dilation", dilation), ("groups", Groups(node)));
    }

    public static ReadValue Gemm(NodeReader node)
    {
        DataValue x = node.Data(0);
        node.Require("transA", !node.Flag("transA"), 1, "0");
        ConstantValue weight = node.Constant(1);
        if (x.Shape.Length != 2 || weight.Array.Shape.Count != 2)
            throw node.Wrong($"takes two matrices; found {x.Shape.Length} and {weight.Array.Shape.Count} dimensions");
        if (!node.Flag("transB"))
            weight = Transpose(node, weight);
        (double alpha, double beta) = (node.Number("alpha", 1), node.Number("beta", 1));
        ConstantValue? bias = node.ConstantOrNull(2) is { } added ? Bias(node, added, weight.Array.Shape[0]) : null;
        if (alpha == 1 && (beta == 1 || bias is null))
            return node.Emit("linear", [x], Weights(weight, bias));
        DataValue product = node.Emit("linear", [x], Weights(weight, null));
        if (alpha != 1)
            product = node.Emit("scale", product, ("factor", alpha));
        node.Require("beta", bias is null || beta == 1, beta, "1");
        return bias is null ? product : node.Emit("constant-add", [product], [("value", bias)]);
    }

    public static ReadValue Product(NodeReader node)
    {
        DataValue x = node.Data(0);
        ConstantValue weight = node.Constant(1);
        return weight.Array.Shape.Count == 2
            ? node.Emit("linear", [x], Weights(Transpose(node, weight), null))
            : throw node.Wrong($"input 1 is {weight.Array}; expected a matrix");
    }

    /// <summary>A fully connected layer without constants, followed by a sum with a constant: one layer. Else null.
    /// </summary>
    public static DataValue? WithBias(NodeReader node, DataValue sum, ConstantValue added)
    {
        if (sum.Node is not { Op: "linear" } layer || layer.Weights.ContainsKey("bias")
            || sum.Shape[^1].Number != added.Array.Length
            || added.Array.Shape.Count == 0 || added.Array.Shape[^1] != added.Array.Length)
        {
            return null;
        }
        ConstantValue weight = node.WeightOf(layer.Weights["weight"]);
        return node.Emit("linear", sum.Inputs, Weights(weight, Bias(node, added, added.Array.Length)));
    }

    private static ConstantValue Kernel(NodeReader node)
    {
        ConstantValue weight = node.Constant(1);
        return node.Data(0).Shape.Length == 4 && weight.Array.Shape.Count == 4
            ? weight
            : throw node.Wrong($"given {node.Data(0).Shape.Length} dimensions and a weight of {weight.Array}; "
                + "expected pictures: [batch, channels, rows, columns]");
    }

    private static GraphAttribute? Groups(NodeReader node) =>
        node.Int("group", 1) is var groups && groups == 1 ? null : (double)groups;

    private static List<(string, ConstantValue)> Weights(ConstantValue weight, ConstantValue? bias) =>
        bias is null ? [("weight", weight)] : [("weight", weight), ("bias", bias)];

    private static ConstantValue Transpose(NodeReader node, ConstantValue weight)
    {
        string name = weight.Name.EndsWith(Turned, StringComparison.Ordinal)
            ? weight.Name[..^Turned.Length]
            : weight.Name + Turned;
        return node.Derived(weight, name, array => ConstantFolding.Transpose(array, [1, 0]));
    }

    private static ConstantValue Bias(NodeReader node, ConstantValue bias, long outputs)
    {
        NdArray array = bias.Array;
        if (array.Length == 1 && outputs > 1)
        {
            return node.Derived(
                bias, $"{bias.Name}.expanded{outputs}",
                one => ConstantFolding.Take(one.Reshape(1), 0, new long[outputs]));
        }
        if (array.Length != outputs || (array.Shape.Count > 0 && array.Shape[^1] != outputs))
            throw node.Wrong($"constant {Printable.Text(bias.Name)} is {array}; expected {outputs} numbers");
        return array.Shape.Count == 1 ? bias : bias with { Array = array.Reshape(outputs) };
    }
}
