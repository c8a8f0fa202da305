using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Non-linear units.</summary>
internal static class ActivationReading
{
    // The file's numbers are of single precision.
    private const float SeluAlpha = 1.67326319217681884765625f, SeluGamma = 1.05070102214813232421875f;
    private const float Sixth = 1f / 6;

    public static ReadValue With(NodeReader node, string op, string attribute, string name, double otherwise)
    {
        double value = node.Number(attribute, otherwise);
        return node.Emit(op, node.Data(0), (name, value == otherwise ? null : value));
    }

    public static ReadValue ParametricRelu(NodeReader node)
    {
        DataValue x = node.Data(0);
        ConstantValue slope = node.Constant(1);
        IReadOnlyList<long> shape = slope.Array.Shape;

        // One for each channel lies along the second axis of the input, counted from the end.
        bool fits = slope.Array.Length == 1 || (shape.Count < x.Shape.Length && shape.Count == x.Shape.Length - 1
            && shape.Skip(1).All(extent => extent == 1)) || (shape.Count == x.Shape.Length
            && shape.Where((extent, axis) => axis != 1 && extent != 1).FirstOrDefault() == 0);
        return fits
            ? node.Emit("prelu", [x], [("slope", slope)])
            : throw node.Wrong($"slope is {slope.Array}; expected one number for each channel of "
                + $"{Extent.Describe(x.Shape)}, or one");
    }

    public static ReadValue Thresholded(NodeReader node) =>
        node.Emit("threshold", node.Data(0), ("threshold", node.Number("alpha", 1)));

    public static ReadValue Clip(NodeReader node)
    {
        bool attributes = node.Opset < 11;
        double? low = attributes ? node.Number("min", double.NegativeInfinity) : node.Scalar(1);
        double? high = attributes ? node.Number("max", double.PositiveInfinity) : node.Scalar(2);
        GraphAttribute? least = low is { } a && a > float.MinValue ? a : null;
        GraphAttribute? most = high is { } b && b < float.MaxValue ? b : null;
        return least is null && most is null
            ? node.Data(0)
            : node.Emit("clamp", node.Data(0), ("low", least), ("high", most));
    }

    public static ReadValue Selu(NodeReader node)
    {
        double alpha = node.Number("alpha", SeluAlpha), gamma = node.Number("gamma", SeluGamma);
        node.Require("alpha", (float)alpha == SeluAlpha, alpha, $"{SeluAlpha}");
        node.Require("gamma", (float)gamma == SeluGamma, gamma, $"{SeluGamma}");
        return node.Emit("selu", node.Data(0));
    }

    public static ReadValue Gelu(NodeReader node)
    {
        string form = node.Text("approximate", "none");
        node.Require("approximate", form == "none", form, "none");
        return node.Emit("gelu", node.Data(0));
    }

    public static ReadValue HardSigmoid(NodeReader node)
    {
        double alpha = node.Number("alpha", 0.2), beta = node.Number("beta", 0.5);
        DataValue x = node.Data(0);
        if ((float)alpha == Sixth && beta == 0.5)
            return node.Emit("hard-sigmoid", x);
        DataValue line = node.Emit("constant-add", node.Emit("scale", x, ("factor", alpha)), ("value", beta));
        return node.Emit("clamp", line, ("low", 0.0), ("high", 1.0));
    }

    public static ReadValue Softmax(NodeReader node, string op)
    {
        DataValue x = node.Data(0);
        bool old = node.Opset < 13;
        int axis = node.Axis(node.Int("axis", old ? 1 : -1), x.Shape.Length);

        // Before set 13 all axes from the one given on were one.
        if (old && x.Shape.Skip(axis + 1).Any(extent => extent != 1))
            throw node.Wrong($"axis {axis} of {Extent.Describe(x.Shape)} before operator set 13; expected the last");
        node.Require("axis", axis > 0, axis, "another than the batch");
        return node.Emit(op, x, ("axis", axis == 1 ? null : (double)axis));
    }
}
