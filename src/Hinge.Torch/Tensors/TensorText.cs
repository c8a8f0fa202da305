using static TorchSharp.torch;

namespace Hinge.Torch.Tensors;

/// <summary>Tensors in messages.</summary>
internal static class TensorText
{
    /// <summary>Type and shape as arrays print theirs, for example <c>Float32 [64, 1, 5, 5]</c>.</summary>
    public static string Describe(this Tensor tensor) => $"{tensor.dtype} [{string.Join(", ", tensor.shape)}]";
}
