using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// A small UNet denoiser: one level at half resolution with dilated kernels, joined to the full resolution by
/// concatenation.
/// </summary>
/// <remarks>
/// The UNet of S. Mohan, Z. Kadkhodaie, E. P. Simoncelli, C. Fernandez-Granda, "Robust and Interpretable Blind Image
/// Denoising via Bias-Free Convolutional Neural Networks", 2020, after O. Ronneberger et al., 2015. Input and output
/// [n, 1, h, w], h and w even, grey 0 to 1. With biases all but the last convolution have them; without, r = 0.
/// </remarks>
public sealed class UNetDenoiser : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d[] _convolutions;
    private readonly ConvTranspose2d _up;
    private readonly ReLU _relu;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="biased">Whether it has biases.</param>
    /// <param name="width">Channels at full resolution; twice as many at half.</param>
    public UNetDenoiser(bool biased = false, long width = 32)
        : base(nameof(UNetDenoiser))
    {
        long wide = 2 * width;
        _convolutions =
        [
            Convolve.Same(1, width, 5, biased),
            Convolve.Same(width, width, 3, biased),
            Convolve.Half(width, wide, biased),
            Convolve.Same(wide, wide, 3, biased),
            nn.Conv2d(wide, wide, 3, padding: 2, dilation: 2, bias: biased),
            nn.Conv2d(wide, wide, 3, padding: 4, dilation: 4, bias: biased),
            Convolve.Same(wide + width, width, 3, biased),
            Convolve.Same(width, 1, 5, bias: false),
        ];
        _up = nn.ConvTranspose2d(wide, wide, 4, stride: 2, padding: 1, bias: biased);
        for (int i = 0; i < 6; i++)
            register_module($"conv{i + 1}", _convolutions[i]);
        register_module("conv7", _up);
        register_module("conv8", _convolutions[6]);
        register_module("conv9", _convolutions[7]);
        register_module("relu", _relu = nn.ReLU());
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor kept = Rectified(Rectified(input, 0), 1);
        Tensor x = kept;
        for (int i = 2; i < 6; i++)
            x = Rectified(x, i);
        x = _relu.call(_up.call(x));
        x = Rectified(cat([x, kept], 1), 6);
        return _convolutions[7].call(x).MoveToOuterDisposeScope();
    }

    internal static UNetDenoiser FromShapes(WeightShapes weights) =>
        new(weights.Has("conv1.bias"), weights.Of("conv1.weight", 4)[0]);

    private Tensor Rectified(Tensor x, int convolution) => _relu.call(_convolutions[convolution].call(x));
}
