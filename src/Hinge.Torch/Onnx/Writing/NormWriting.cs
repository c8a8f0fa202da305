using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;

namespace Hinge.Torch.Onnx.Writing;

/// <summary>Normalisations. ONNX wants a weight and a bias: ones and zeros where a graph has none.</summary>
internal static class NormWriting
{
    public static void Batch(NodeWriter node)
    {
        long features = node.Settings.Weight("mean", 1).Shape[0];
        node.Settings.Integer("rank", 2, 4);
        node.Emit(
            "BatchNormalization",
            [
                node.Input, node.WeightOr("weight", 1, features), node.WeightOr("bias", 0, features),
                node.Weight("mean"), node.Weight("variance"),
            ],
            Small(node));
    }

    public static void Instance(NodeWriter node) => node.Emit("InstanceNormalization", Affine(node), Small(node));

    public static void Group(NodeWriter node) => node.Emit(
        "GroupNormalization", Affine(node), Small(node), ("num_groups", node.Settings.Integer("groups", 1)));

    public static void Layer(NodeWriter node)
    {
        long[] shape = Given(node) is { } given ? [.. given.Shape] : node.Settings.AllIntegers("shape", 1);
        string weight = node.WeightOr("weight", 1, shape);
        node.Emit(
            "LayerNormalization",
            node.Settings.Has("bias") ? [node.Input, weight, node.Weight("bias")] : [node.Input, weight],
            Small(node), ("axis", -(long)shape.Length));
    }

    private static string[] Affine(NodeWriter node)
    {
        long channels = Given(node) is { } given ? given.Length : node.Settings.Integer("channels", 1);
        return [node.Input, node.WeightOr("weight", 1, channels), node.WeightOr("bias", 0, channels)];
    }

    private static NdArray? Given(NodeWriter node) =>
        node.Settings.Has("weight") ? node.Settings.Weight("weight")
        : node.Settings.Has("bias") ? node.Settings.Weight("bias") : null;

    private static (string, OnnxAttribute?) Small(NodeWriter node) =>
        ("epsilon", node.Number("epsilon", node.Settings.Number("epsilon", 1e-5)));
}
