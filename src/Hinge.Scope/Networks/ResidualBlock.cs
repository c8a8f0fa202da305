using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// Two convolutions beside a shortcut, which is a 1x1 convolution of stride 2 where the channels double.
/// </summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1, _conv2;
    private readonly BatchNorm2d _norm1, _norm2;
    private readonly ReLU _relu;
    private readonly Sequential? _shortcut;

    /// <summary>One block.</summary>
    public ResidualBlock(long from, long to)
        : base(nameof(ResidualBlock))
    {
        long stride = from == to ? 1 : 2;
        register_module("conv1", _conv1 = nn.Conv2d(from, to, 3, stride: stride, padding: 1, bias: false));
        register_module("bn1", _norm1 = nn.BatchNorm2d(to));
        register_module("relu", _relu = nn.ReLU());
        register_module("conv2", _conv2 = Convolve.Same(to, to, 3, bias: false));
        register_module("bn2", _norm2 = nn.BatchNorm2d(to));
        if (from == to)
            return;
        _shortcut = nn.Sequential(
            ("0", nn.Conv2d(from, to, 1, stride: stride, bias: false)), ("1", nn.BatchNorm2d(to)));
        register_module("downsample", _shortcut);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _relu.call(_norm1.call(_conv1.call(input)));
        x = _norm2.call(_conv2.call(x));
        Tensor shortcut = _shortcut is null ? input : _shortcut.call(input);
        return _relu.call(x + shortcut).MoveToOuterDisposeScope();
    }
}
