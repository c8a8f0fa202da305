using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// RRDN: residual blocks of residual dense blocks, every residual times β, one convolution over the whole, a pixel
/// shuffle.
/// </summary>
/// <remarks>
/// X. Wang et al., "ESRGAN: Enhanced Super-Resolution Generative Adversarial Networks", 2018, with the layer names of
/// the published Keras form. Input [n, 3, h, w], RGB 0 to 1; output [n, 3, s·h, s·w].
/// </remarks>
public sealed class Rrdn : nn.Module<Tensor, Tensor>
{
    private const long Colours = 3;
    private const double Beta = 0.2;

    private readonly Conv2d _before, _after, _enlarge, _last;
    private readonly (Conv2d[] Dense, Conv2d Fusion)[][] _blocks;
    private readonly ReLU _relu;
    private readonly PixelShuffle _shuffle;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="width">G₀, channels of the features.</param>
    /// <param name="blocks">T, outer blocks.</param>
    /// <param name="depth">D, dense blocks in an outer one.</param>
    /// <param name="layers">C, convolutions in a dense block.</param>
    /// <param name="growth">G, channels that each of them adds.</param>
    public Rrdn(
        long scale = 2, long width = 64, int blocks = 10, int depth = 3, int layers = 4, long growth = 32)
        : base(nameof(Rrdn))
    {
        register_module("Pre_blocks_conv", _before = Convolve.Same(Colours, width, 3));
        _blocks = new (Conv2d[], Conv2d)[blocks][];
        for (int t = 0; t < blocks; t++)
        {
            _blocks[t] = new (Conv2d[], Conv2d)[depth];
            for (int d = 0; d < depth; d++)
            {
                Conv2d[] dense = new Conv2d[layers];
                for (int c = 0; c < layers; c++)
                {
                    dense[c] = Convolve.Same(width + (c * growth), growth, 3);
                    register_module($"F_{t + 1}_{d + 1}_{c + 1}", dense[c]);
                }
                Conv2d fusion = Convolve.Same(width + (layers * growth), width, 3);
                register_module($"LFF_{t + 1}_{d + 1}", fusion);
                _blocks[t][d] = (dense, fusion);
            }
        }
        register_module("post_blocks_conv", _after = Convolve.Same(width, width, 3));
        register_module("PS", _enlarge = Convolve.Same(width, Colours * scale * scale, 3));
        register_module("shuffle", _shuffle = nn.PixelShuffle(scale));
        register_module("SR", _last = Convolve.Same(Colours, Colours, 3));
        register_module("relu", _relu = nn.ReLU());
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor before = _before.call(input);
        Tensor x = before;
        foreach ((Conv2d[] Dense, Conv2d Fusion)[] block in _blocks)
        {
            Tensor last = x;
            x = Outer(last, block);
            if (!ReferenceEquals(last, before))
                last.Dispose();
        }
        x = _after.call(x) + before;
        return _last.call(_shuffle.call(_enlarge.call(x))).MoveToOuterDisposeScope();
    }

    internal static Rrdn FromShapes(WeightShapes weights) => new(
        weights.Scale("PS.weight", weights.Of("PS.weight", 4)[0] / Colours),
        weights.Of("Pre_blocks_conv.weight", 4)[0],
        weights.Count("LFF_{0}_1.weight", first: 1),
        weights.Count("LFF_1_{0}.weight", first: 1),
        weights.Count("F_1_1_{0}.weight", first: 1),
        weights.Of("F_1_1_1.weight", 4)[0]);

    // A large network: what a block held is freed when the block is done.
    private Tensor Outer(Tensor x, (Conv2d[] Dense, Conv2d Fusion)[] block)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor inner = x;
        foreach ((Conv2d[] dense, Conv2d fusion) in block)
        {
            Tensor last = inner;
            using Tensor change = Dense(last, dense, fusion);
            using Tensor scaled = change * Beta;
            inner = last + scaled;
            if (!ReferenceEquals(last, x))
                last.Dispose();
        }
        return (x + (inner * Beta)).MoveToOuterDisposeScope();
    }

    private Tensor Dense(Tensor x, Conv2d[] dense, Conv2d fusion)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor grown = x;
        foreach (Conv2d convolution in dense)
        {
            using Tensor linear = convolution.call(grown);
            using Tensor added = _relu.call(linear);
            Tensor last = grown;
            grown = cat([last, added], 1);
            if (!ReferenceEquals(last, x))
                last.Dispose();
        }
        return fusion.call(grown).MoveToOuterDisposeScope();
    }
}
