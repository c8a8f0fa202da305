using Hinge.Torch.Units;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// A grey picture redrawn in a style, in the form of the transform networks of style transfer: two strided
/// convolutions, two residual blocks at a quarter of the size, two transposed convolutions, instance norms, tanh.
/// </summary>
/// <remarks>
/// <para>
/// Input [n, 1, h, w], luma 0 to 1, h and w divisible by 4 and 8 or more; output [n, 1, h, w], ½ + ½ tanh(…), between 0
/// and 1. The picture is continued by zeros.
/// </para>
/// <para>
/// J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual Losses for Real-Time Style Transfer and Super-Resolution", ECCV 2016,
/// with the instance norms of D. Ulyanov et al., 2016. Kernels of 4x4 at the strided layers cover the finer lattice
/// evenly, where their 3x3 would not.
/// </para>
/// </remarks>
public sealed class TinyStyle : nn.Module<Tensor, Tensor>
{
    /// <summary>Width and height of a picture are multiples of it.</summary>
    public const int Divisor = 4;

    private const float Middle = 0.5f;

    private readonly Layer _down1, _down2, _up1;
    private readonly StyleResidualBlock _residual1, _residual2;
    private readonly ConvTranspose2d _up2;
    private readonly Tanh _tanh;
    private readonly ConstantAdd _middle;

    /// <summary>The network with initial weights of libtorch's choice, in training mode.</summary>
    public TinyStyle()
        : base(nameof(TinyStyle))
    {
        const int Half = 12, Quarter = 24;
        register_module("down1", _down1 = Down(1, Half));
        register_module("down2", _down2 = Down(Half, Quarter));
        register_module("res1", _residual1 = new StyleResidualBlock(Quarter));
        register_module("res2", _residual2 = new StyleResidualBlock(Quarter));
        register_module(
            "up1", _up1 = new Layer(Doubled(Quarter, Half, bias: false), TransformNet.Norm(Half), nn.ReLU()));
        register_module("up2", _up2 = Doubled(Half, 1, bias: true));
        register_module("tanh", _tanh = nn.Tanh());
        using Tensor middle = tensor(Middle);
        register_module("middle", _middle = new ConstantAdd(middle, persistent: false));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _down2.call(_down1.call(input));
        x = _residual2.call(_residual1.call(x));
        x = _tanh.call(_up2.call(_up1.call(x)));
        return _middle.call(x * Middle).MoveToOuterDisposeScope();
    }

    private static Layer Down(long from, long to) => new(
        nn.Conv2d(from, to, 4, stride: 2, padding: 1, bias: false), TransformNet.Norm(to), nn.ReLU());

    private static ConvTranspose2d Doubled(long from, long to, bool bias) =>
        nn.ConvTranspose2d(from, to, 4, stride: 2, padding: 1, bias: bias);
}
