using Hinge.Core.Formats;
using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Normalisations.</summary>
internal static class NormReading
{
    private const double Epsilon = 1e-5;

    public static ReadValue Batch(NodeReader node)
    {
        node.Any("momentum");
        node.Require("spatial", node.Opset >= 9 || node.Int("spatial", 1) == 1, 0, "1");
        node.Require("training_mode", node.Opset < 14 || !node.Flag("training_mode"), 1, "0");
        DataValue x = node.Data(0);
        node.Require("the input", x.Shape.Length is 2 or 4, Extent.Describe(x.Shape), "2 or 4 dimensions");
        return node.Emit(
            "batch-norm", [x],
            [
                ("weight", node.Constant(1)), ("bias", node.Constant(2)),
                ("mean", node.Constant(3)), ("variance", node.Constant(4)),
            ],
            ("epsilon", Small(node)), ("rank", x.Shape.Length == 2 ? 2.0 : null));
    }

    public static ReadValue Instance(NodeReader node)
    {
        DataValue x = node.Data(0);
        node.Require("the input", x.Shape.Length == 4, Extent.Describe(x.Shape), "4 dimensions");
        return node.Emit(
            "instance-norm", [x], [("weight", node.Constant(1)), ("bias", node.Constant(2))], ("epsilon", Small(node)));
    }

    public static ReadValue Group(NodeReader node)
    {
        DataValue x = node.Data(0);
        long groups = node.Int("num_groups", 0);
        node.Require("num_groups", groups > 0, groups, "a positive number");
        node.Any("stash_type");
        (ConstantValue weight, ConstantValue bias) = (node.Constant(1), node.Constant(2));
        if (node.Opset < 21)
        {
            // One number for each group then, one for each channel later.
            long channels = x.Shape.ElementAtOrDefault(1).Number ?? throw node.Wrong("expected known channels");
            (weight, bias) = (Spread(node, weight, groups, channels), Spread(node, bias, groups, channels));
        }
        return node.Emit(
            "group-norm", [x], [("weight", weight), ("bias", bias)], ("groups", (double)groups),
                ("epsilon", Small(node)));
    }

    public static ReadValue Layer(NodeReader node)
    {
        DataValue x = node.Data(0);
        int axis = node.Axis(node.Int("axis", -1), x.Shape.Length);
        node.Require("axis", axis > 0, axis, "another than the batch");
        node.Any("stash_type");
        ConstantValue weight = node.Constant(1);
        bool fits = weight.Array.Shape.Count == x.Shape.Length - axis
            && x.Shape.Skip(axis).Zip(weight.Array.Shape).All(pair =>
                (pair.First.Number ?? pair.Second) == pair.Second);
        node.Require("the scale", fits, weight.Array,
            $"the last dimensions of {Extent.Describe(x.Shape)} from {axis} on");
        return node.Emit(
            "layer-norm", [x],
            node.ConstantOrNull(2) is { } bias ? [("weight", weight), ("bias", bias)] : [("weight", weight)],
            ("epsilon", Small(node)));
    }

    private static GraphAttribute? Small(NodeReader node) =>
        node.Number("epsilon", Epsilon) is var epsilon && epsilon == Epsilon ? null : epsilon;

    private static ConstantValue Spread(NodeReader node, ConstantValue constant, long groups, long channels)
    {
        if (constant.Array.Shape.Count != 1 || constant.Array.Length != groups || channels % groups != 0)
            throw node.Wrong($"{Printable.Text(constant.Name)} is {constant.Array}; expected {groups} numbers");
        node.Require("channels", channels <= 1 << 16, channels, "at most 65536");
        long[] indices = [.. Enumerable.Range(0, (int)channels).Select(channel => channel / (channels / groups))];
        return node.Derived(
            constant, $"{constant.Name}.expanded{channels}", array => ConstantFolding.Take(array, 0, indices));
    }
}
