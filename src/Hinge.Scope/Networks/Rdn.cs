using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// RDN: dense blocks, each with a 1x1 fusion and its own skip, whose outputs are fused again and added to the shallow
/// features; then an enlargement by repeating pixels.
/// </summary>
/// <remarks>
/// Y. Zhang, Y. Tian, Y. Kong, B. Zhong, Y. Fu, "Residual Dense Network for Image Super-Resolution", 2018, with the
/// enlarging convolutions and the layer names of the published Keras form. Input [n, 3, h, w], RGB 0 to 255; output
/// [n, 3, s·h, s·w].
/// </remarks>
public sealed class Rdn : nn.Module<Tensor, Tensor>
{
    private const long Colours = 3;

    private readonly Conv2d _shallow1, _shallow2, _fusion1, _fusion2, _enlarge1, _enlarge2, _enlarge3, _last;
    private readonly Conv2d[][] _dense;
    private readonly Conv2d[] _local;
    private readonly ReLU _relu;
    private readonly Upsample _repeat;

    /// <summary>The network with initial weights of libtorch's choice.</summary>
    /// <param name="scale">s, 2 or more.</param>
    /// <param name="width">G₀, channels of the features.</param>
    /// <param name="blocks">D, dense blocks.</param>
    /// <param name="layers">C, convolutions in a block.</param>
    /// <param name="growth">G, channels that each of them adds.</param>
    public Rdn(long scale = 2, long width = 64, int blocks = 2, int layers = 1, long growth = 4)
        : base(nameof(Rdn))
    {
        register_module("F_m1", _shallow1 = Convolve.Same(Colours, width, 3));
        register_module("F_0", _shallow2 = Convolve.Same(width, width, 3));
        _dense = new Conv2d[blocks][];
        _local = new Conv2d[blocks];
        for (int b = 0; b < blocks; b++)
        {
            _dense[b] = new Conv2d[layers];
            for (int c = 0; c < layers; c++)
                register_module($"F_{b + 1}_{c + 1}", _dense[b][c] = Convolve.Same(width + (c * growth), growth, 3));
            register_module($"LFF_{b + 1}", _local[b] = Convolve.Same(width + (layers * growth), width, 1));
        }
        register_module("GFF_1", _fusion1 = Convolve.Same(blocks * width, width, 1));
        register_module("GFF_2", _fusion2 = Convolve.Same(width, width, 3));
        register_module("UPN1", _enlarge1 = Convolve.Same(width, width, 5));
        register_module("UPN2", _enlarge2 = Convolve.Same(width, width / 2, 3));
        register_module("UPN3", _enlarge3 = Convolve.Same(width / 2, Colours * scale * scale, 3));
        register_module("repeat", _repeat = nn.Upsample(scale_factor: [scale, scale], mode: UpsampleMode.Nearest));
        register_module("SR", _last = Convolve.Same(Colours * scale * scale, Colours, 3));
        register_module("relu", _relu = nn.ReLU());
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor shallow = _shallow1.call(input);
        Tensor x = _shallow2.call(shallow);
        List<Tensor> blocks = [];
        for (int b = 0; b < _local.Length; b++)
        {
            Tensor grown = x;
            foreach (Conv2d dense in _dense[b])
                grown = cat([grown, _relu.call(dense.call(grown))], 1);
            x = _local[b].call(grown) + x;
            blocks.Add(x);
        }
        x = _fusion2.call(_fusion1.call(cat(blocks, 1))) + shallow;
        x = _relu.call(_enlarge1.call(x));
        x = _relu.call(_enlarge2.call(x));
        return _last.call(_repeat.call(_enlarge3.call(x))).MoveToOuterDisposeScope();
    }

    internal static Rdn FromShapes(WeightShapes weights) => new(
        weights.Scale("UPN3.weight", weights.Of("UPN3.weight", 4)[0] / Colours),
        weights.Of("F_0.weight", 4)[0],
        weights.Count("LFF_{0}.weight", first: 1),
        weights.Count("F_1_{0}.weight", first: 1),
        weights.Of("F_1_1.weight", 4)[0]);
}
