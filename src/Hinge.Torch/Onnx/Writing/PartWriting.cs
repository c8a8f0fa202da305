using Hinge.Torch.Graphs;

namespace Hinge.Torch.Onnx.Writing;

/// <summary>Cutting, padding, reshaping.</summary>
internal static class PartWriting
{
    public static void Split(NodeWriter node)
    {
        long axis = node.Settings.Integer("axis", 1, 1);
        string[] results = [.. GraphOperations.Find("split")!.Results(node.Node)];
        if (node.Settings.HasAttribute("sizes"))
        {
            string sizes = node.Whole("sizes", node.Settings.AllIntegers("sizes", 1));
            node.EmitAll("Split", [node.Input, sizes], results, ("axis", axis));
            return;
        }
        long parts = node.Settings.Integer("parts", 1);
        node.EmitAll("Split", [node.Input], results, ("axis", axis), ("num_outputs", node.Opset < 18 ? null : parts));
    }

    public static void Slice(NodeWriter node) => node.Emit(
        "Slice",
        [
            node.Input,
            node.Whole("starts", node.Settings.Integer("start", int.MinValue, 0)),
            node.Whole("ends", node.Settings.Integer("end", int.MinValue, int.MaxValue)),
            node.Whole("axes", node.Settings.Integer("axis", 1, 1)),
            node.Whole("steps", node.Settings.Integer("step", 1, 1)),
        ]);

    public static void Pad(NodeWriter node)
    {
        long[] sides = node.Settings.Integers("amounts", 4, 0, node.Settings.HasAttribute("channels") ? 0 : null);
        long[] channels = node.Settings.Integers("channels", 2, 0, 0);
        double value = node.Settings.Number("value", 0);
        string mode = node.Settings.Word("mode", "constant", "reflect", "replicate");
        string pads = node.Whole("pads", 0, channels[0], sides[0], sides[1], 0, channels[1], sides[2], sides[3]);
        if (mode == "constant")
            node.Emit("Pad", value == 0 ? [node.Input, pads] : [node.Input, pads, node.Scalar("value", value)]);
        else
            node.Emit("Pad", [node.Input, pads], ("mode", mode == "replicate" ? "edge" : mode));
    }

    public static void Shuffle(NodeWriter node) => node.Emit(
        "DepthToSpace", [node.Input], ("blocksize", node.Settings.Integer("factor", 1)),
        ("mode", node.Settings.Word("order", "crd", "dcr").ToUpperInvariant()));

    public static void Unshuffle(NodeWriter node)
    {
        long factor = node.Settings.Integer("factor", 1);
        if (node.Settings.Word("order", "crd", "dcr") == "dcr" || factor == 1 || node.Shape[1] == 1)
        {
            node.Emit("SpaceToDepth", [node.Input], ("blocksize", factor));
            return;
        }

        // ONNX has the other order only: its channels are put in ours.
        long channels = node.Shape[1].Number ?? throw node.Wrong("a number of channels that is not known");
        string blocks = node.Before("SpaceToDepth", [node.Input], ("blocksize", factor));
        node.Emit("Gather", [blocks, node.Whole("order", UnshuffleOrder(channels, factor))], ("axis", 1L));
    }

    public static void Flatten(NodeWriter node)
    {
        long axis = node.Settings.Integer("axis", 1, 1);
        node.Settings.Integer("size", 0, 0);
        if (axis == 1)
            node.Emit("Flatten", [node.Input]);
        else
            node.Emit("Reshape", [node.Input, node.Whole("shape", [.. new long[axis], -1])]);
    }

    public static void Reshape(NodeWriter node) =>
        node.Emit("Reshape", [node.Input, node.Whole("shape", [0, .. node.Settings.AllIntegers("shape", -1)])]);

    /// <summary>Where in the result of SpaceToDepth each channel of a pixel unshuffle lies.</summary>
    public static long[] UnshuffleOrder(long channels, long factor) =>
        [.. Enumerable.Range(0, (int)(channels * factor * factor)).Select(at =>
            (at % (factor * factor) * channels) + (at / (factor * factor)))];
}
