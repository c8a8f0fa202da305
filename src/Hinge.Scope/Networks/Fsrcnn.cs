using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// FSRCNN: features, a shrunk space in which m small convolutions map, an expansion, and one enlarging layer. PReLU
/// after all but the last.
/// </summary>
/// <remarks>
/// C. Dong, C. C. Loy, X. Tang, "Accelerating the Super-Resolution Convolutional Neural Network", 2016. Input
/// [n, 1, h, w], luma 0 to 1; output [n, 1, s·h, s·w].
/// </remarks>
public sealed class Fsrcnn : nn.Module<Tensor, Tensor>
{
    private const long FeatureKernel = 5;
    private const long TailKernel = 9;

    private readonly Layer _feature, _shrink, _expand;
    private readonly Sequential _map;
    private readonly nn.Module<Tensor, Tensor> _upsample;
    private readonly PixelShuffle? _shuffle;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="features">d, the wide space.</param>
    /// <param name="shrunk">s of the paper, the narrow space.</param>
    /// <param name="layers">m, the convolutions in the narrow space.</param>
    /// <param name="tail">How it enlarges.</param>
    public Fsrcnn(
        long scale = 2,
        long features = 56,
        long shrunk = 12,
        int layers = 4,
        UpsamplingTail tail = UpsamplingTail.PixelShuffle)
        : base(nameof(Fsrcnn))
    {
        _feature = Rectified(1, features, FeatureKernel);
        _shrink = Rectified(features, shrunk, 1);
        _map = nn.Sequential(Enumerable.Range(0, layers)
            .Select(i => ($"{i}", (nn.Module<Tensor, Tensor>)Rectified(shrunk, shrunk, 3))));
        _expand = Rectified(shrunk, features, 1);
        register_module("feature", _feature);
        register_module("shrink", _shrink);
        register_module("map", _map);
        register_module("expand", _expand);
        if (tail == UpsamplingTail.PixelShuffle)
        {
            _upsample = Convolve.Same(features, scale * scale, 1);
            _shuffle = nn.PixelShuffle(scale);
            register_module("shuffle", _shuffle);
        }
        else
        {
            _upsample = nn.ConvTranspose2d(
                features, 1, TailKernel, stride: scale, padding: TailKernel / 2, output_padding: scale - 1);
        }
        register_module("upsample", _upsample);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _shrink.call(_feature.call(input));
        x = _upsample.call(_expand.call(_map.call(x)));
        return (_shuffle is null ? x : _shuffle.call(x)).MoveToOuterDisposeScope();
    }

    internal static Fsrcnn FromShapes(WeightShapes weights, ArchitectureOptions options)
    {
        long features = weights.Of("feature.weight", 4)[0];
        long shrunk = weights.Of("shrink.weight", 4)[0];
        long[] tail = weights.Of("upsample.weight", 4);
        int layers = weights.Count("map.{0}.weight");
        if (tail[2] == 1)
            return new(weights.Scale("upsample.weight", tail[0]), features, shrunk, layers);
        long scale = options.Scale
            ?? throw weights.Unknown("scale", "a transposed convolution does not show its stride");
        return new(scale, features, shrunk, layers, UpsamplingTail.TransposedConvolution);
    }

    private static Layer Rectified(long from, long to, long kernel) =>
        new(Convolve.Same(from, to, kernel), nn.PReLU(to));
}
