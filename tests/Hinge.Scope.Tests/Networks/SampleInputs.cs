using Hinge.Samples;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>Pictures for the embedded networks that none of them was trained on.</summary>
internal static class SampleInputs
{
    /// <summary>The first pictures, [count, 1, h, w], in single precision.</summary>
    public static Tensor Of(string network, int count) => cat(
        [.. Enumerable.Range(0, count).Select(i => network is "tiny-sr" or "tiny-style"
            ? DrawnPictures.Grey((ulong)i, 24, 20).ToTensor()
            : Digits.Test.Image(i).ToTensor())], 0);

    /// <summary>The classes of the first digits.</summary>
    public static int[] Labels(int count) => [.. Enumerable.Range(0, count).Select(Digits.Test.Label)];
}
