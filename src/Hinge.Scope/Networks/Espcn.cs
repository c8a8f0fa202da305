using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>ESPCN: three convolutions at low resolution, a pixel shuffle, tanh.</summary>
/// <remarks>
/// W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional Neural
/// Network", 2016, in the published form with ReLU inside and tanh at the end. Input [n, 1, h, w], luma 0 to 1; output
/// [n, 1, s·h, s·w].
/// </remarks>
public sealed class Espcn : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1, _conv2, _conv3;
    private readonly ReLU _relu;
    private readonly PixelShuffle _shuffle;
    private readonly Tanh _tanh;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="features">Channels of the first convolution; the second has half of them.</param>
    public Espcn(long scale = 2, long features = 64)
        : base(nameof(Espcn))
    {
        _conv1 = Convolve.Same(1, features, 5);
        _conv2 = Convolve.Same(features, features / 2, 3);
        _conv3 = Convolve.Same(features / 2, scale * scale, 3);
        _relu = nn.ReLU();
        _shuffle = nn.PixelShuffle(scale);
        _tanh = nn.Tanh();
        register_module("conv1", _conv1);
        register_module("conv2", _conv2);
        register_module("conv3", _conv3);
        register_module("relu", _relu);
        register_module("shuffle", _shuffle);
        register_module("tanh", _tanh);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _relu.call(_conv1.call(input));
        x = _relu.call(_conv2.call(x));
        return _tanh.call(_shuffle.call(_conv3.call(x))).MoveToOuterDisposeScope();
    }

    internal static Espcn FromShapes(WeightShapes weights) =>
        new(weights.Scale("conv3.weight", weights.Of("conv3.weight", 4)[0]), weights.Of("conv1.weight", 4)[0]);
}
