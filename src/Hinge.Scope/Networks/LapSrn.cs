using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// LapSRN, one level: deep features give the residual of an enlargement that the network has learned, too.
/// </summary>
/// <remarks>
/// W.-S. Lai, J.-B. Huang, N. Ahuja, M.-H. Yang, "Deep Laplacian Pyramid Networks for Fast and Accurate
/// Super-Resolution", 2017, in the published x2 form: 4x4 kernels without biases enlarge both branches by pixel
/// shuffling, LeakyReLU of slope 0.2 everywhere, y = lrelu(skip + lrelu(residual)). Input [n, 1, h, w], luma 0 to 1;
/// output [n, 1, s·h, s·w].
/// </remarks>
public sealed class LapSrn : nn.Module<Tensor, Tensor>
{
    private const long EnlargingKernel = 4;

    private readonly ModuleList<Conv2d> _features;
    private readonly ZeroPad2d _pad;
    private readonly Conv2d _upsample, _skip;
    private readonly PixelShuffle _shuffle;
    private readonly LeakyReLU _leaky;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="width">Channels of the features.</param>
    /// <param name="layers">Convolutions of the features.</param>
    public LapSrn(long scale = 2, long width = 64, int layers = 10)
        : base(nameof(LapSrn))
    {
        _features = nn.ModuleList<Conv2d>(
            [.. Enumerable.Range(0, layers).Select(i => Convolve.Same(i == 0 ? 1 : width, width, 3))]);
        // An even kernel has no middle: one zero before the picture, two after it.
        _pad = nn.ZeroPad2d((1, 2, 1, 2));
        _upsample = nn.Conv2d(width, scale * scale, EnlargingKernel, bias: false);
        _skip = nn.Conv2d(1, scale * scale, EnlargingKernel, bias: false);
        _shuffle = nn.PixelShuffle(scale);
        _leaky = nn.LeakyReLU(0.2);
        register_module("feature", _features);
        register_module("pad", _pad);
        register_module("upsample", _upsample);
        register_module("skip", _skip);
        register_module("shuffle", _shuffle);
        register_module("leaky", _leaky);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = input;
        foreach (Conv2d feature in _features)
            x = _leaky.call(feature.call(x));
        Tensor residual = _leaky.call(Enlarge(_upsample, x));
        return _leaky.call(Enlarge(_skip, input) + residual).MoveToOuterDisposeScope();
    }

    internal static LapSrn FromShapes(WeightShapes weights) => new(
        weights.Scale("skip.weight", weights.Of("skip.weight", 4)[0]),
        weights.Of("feature.0.weight", 4)[0],
        weights.Count("feature.{0}.weight"));

    private Tensor Enlarge(Conv2d convolution, Tensor x) => _shuffle.call(convolution.call(_pad.call(x)));
}
