using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>The convolutions that nearly every architecture is made of.</summary>
internal static class Convolve
{
    /// <summary>Stride 1 and zeros around the picture, so that it keeps its size.</summary>
    /// <param name="from">Channels in.</param>
    /// <param name="to">Channels out.</param>
    /// <param name="kernel">Odd.</param>
    /// <param name="bias">Whether it has biases.</param>
    public static Conv2d Same(long from, long to, long kernel, bool bias = true) =>
        nn.Conv2d(from, to, kernel, padding: kernel / 2, bias: bias);

    /// <summary>Every second pixel of a 3x3 convolution with one row of zeros around the picture.</summary>
    public static Conv2d Half(long from, long to, bool bias = true) =>
        nn.Conv2d(from, to, 3, stride: 2, padding: 1, bias: bias);
}
