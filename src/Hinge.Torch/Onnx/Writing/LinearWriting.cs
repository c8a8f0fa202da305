using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx.Reading;

namespace Hinge.Torch.Onnx.Writing;

/// <summary>Convolutions and fully connected layers.</summary>
internal static class LinearWriting
{
    public static void Convolution(NodeWriter node)
    {
        IReadOnlyList<long> shape = node.Settings.Weight("weight", 4).Shape;
        WindowSettings window = new(node.Settings, [shape[2], shape[3]]);
        node.Emit("Conv", Inputs(node), [.. WindowWriting.Attributes(window), .. Groups(node)]);
    }

    public static void Transposed(NodeWriter node)
    {
        IReadOnlyList<long> shape = node.Settings.Weight("weight", 4).Shape;
        WindowSettings window = new(node.Settings, [shape[2], shape[3]], mayBeSame: false);
        long[] extra = node.Settings.Integers("output-padding", 2, 0, 0);
        node.Emit(
            "ConvTranspose", Inputs(node),
            [.. WindowWriting.Attributes(window), ("output_padding", WindowWriting.Unless(extra, 0)), .. Groups(node)]);
    }

    public static void Linear(NodeWriter node)
    {
        if (node.Shape.Length == 2)
        {
            node.Emit("Gemm", Inputs(node), ("transB", 1L));
            return;
        }
        string weight = node.Weight("weight", LinearReading.Turned, array => ConstantFolding.Transpose(array, [1, 0]));
        if (node.Settings.Has("bias"))
            node.Emit("Add", [node.Before("MatMul", [node.Input, weight]), node.Weight("bias")]);
        else
            node.Emit("MatMul", [node.Input, weight]);
    }

    private static string[] Inputs(NodeWriter node) => node.Settings.Has("bias")
        ? [node.Input, node.Weight("weight"), node.Weight("bias")]
        : [node.Input, node.Weight("weight")];

    private static (string, OnnxAttribute?)[] Groups(NodeWriter node) =>
        node.Settings.Integer("groups", 1, 1) is var groups && groups == 1 ? [] : [("group", groups)];
}
