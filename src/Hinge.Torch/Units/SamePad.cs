using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>
/// Padding that depends on the input's size, [B, C, H, W]: what a window of stride s needs for ⌈H/s⌉ × ⌈W/s⌉ outputs
/// (auto_pad SAME_UPPER and SAME_LOWER of ONNX, "same" of TensorFlow).
/// </summary>
/// <param name="kernel">Extent of the window, [rows, columns].</param>
/// <param name="stride">Step between windows.</param>
/// <param name="dilation">Step between the elements of a window.</param>
/// <param name="upper">Whether the odd element goes to the end.</param>
/// <param name="replicate">Repeats the border instead of padding with zeros: leaves the maximum over a window what it
/// is over the window's part of the picture.</param>
public sealed class SamePad(long[] kernel, long[] stride, long[] dilation, bool upper, bool replicate = false)
    : nn.Module<Tensor, Tensor>(nameof(SamePad))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        (long top, long bottom) = Amounts(0, input.shape[^2]);
        (long left, long right) = Amounts(1, input.shape[^1]);
        PaddingModes mode = replicate ? PaddingModes.Replicate : PaddingModes.Constant;
        return nn.functional.pad(input, [left, right, top, bottom], mode, 0);
    }

    private (long Begin, long End) Amounts(int axis, long size)
    {
        long outputs = (size + stride[axis] - 1) / stride[axis];
        long total = Math.Max(0, ((outputs - 1) * stride[axis]) + (dilation[axis] * (kernel[axis] - 1)) + 1 - size);
        return upper ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
    }
}
