using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs;

namespace Hinge.Torch.Onnx.Writing;

/// <summary>Kernel, stride, padding and dilation as attributes.</summary>
internal static class WindowWriting
{
    public static IEnumerable<(string, OnnxAttribute?)> Attributes(WindowSettings window) =>
        [
            ("kernel_shape", window.Kernel),
            ("strides", Unless(window.Stride, 1)),
            ("pads", window.DependsOnSize ? null : Unless([.. window.Begin, .. window.End], 0)),
            ("auto_pad", window.DependsOnSize ? (OnnxAttribute)(window.IsUpper ? "SAME_UPPER" : "SAME_LOWER") : null),
            ("dilations", Unless(window.Dilation, 1)),
        ];

    /// <summary>Numbers, or null if all are what they are by default.</summary>
    public static OnnxAttribute? Unless(long[] numbers, long otherwise) =>
        numbers.All(number => number == otherwise) ? null : (OnnxAttribute)numbers;
}
