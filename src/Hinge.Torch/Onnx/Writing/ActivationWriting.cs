namespace Hinge.Torch.Onnx.Writing;

/// <summary>Units that need more than their name.</summary>
internal static class ActivationWriting
{
    public static void With(NodeWriter node, string op, string attribute, double otherwise) =>
        node.Emit(op, [node.Input], ("alpha", node.Number(attribute, node.Settings.Number(attribute, otherwise))));

    public static void ParametricRelu(NodeWriter node)
    {
        // One for each channel must lie along the second axis, counted from the end.
        long[] after = [.. Enumerable.Repeat(1L, Math.Max(0, node.Shape.Length - 2))];
        string slope = node.Weight("slope", "", array =>
            array.Length == 1 ? array : array.Reshape([array.Length, .. after]));
        node.Emit("PRelu", [node.Input, slope]);
    }

    public static void Threshold(NodeWriter node)
    {
        double value = node.Settings.Number("value", 0);
        if (value != 0)
            throw node.Wrong($"value is {value}; ONNX has 0 only");
        double threshold = node.Settings.Number("threshold");
        node.Emit("ThresholdedRelu", [node.Input], ("alpha", node.Number("threshold", threshold)));
    }

    public static void Clamp(NodeWriter node)
    {
        string low = node.Settings.HasAttribute("low") ? node.Scalar("low", node.Settings.Number("low")) : "";
        string high = node.Settings.HasAttribute("high") ? node.Scalar("high", node.Settings.Number("high")) : "";
        node.Emit("Clip", high.Length == 0 ? [node.Input, low] : [node.Input, low, high]);
    }

    public static void Softmax(NodeWriter node, string op) =>
        node.Emit(op, [node.Input], ("axis", node.Settings.Integer("axis", 1, 1)));
}
