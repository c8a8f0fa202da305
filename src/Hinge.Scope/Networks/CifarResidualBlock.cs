using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// Two convolutions beside a shortcut without weights; where the channels double, the shortcut takes every second pixel
/// and puts zeros on both sides of the channels.
/// </summary>
internal sealed class CifarResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly long _added;
    private readonly Conv2d _conv1, _conv2;
    private readonly BatchNorm2d _norm1, _norm2;
    private readonly ReLU _relu;

    /// <summary>One block.</summary>
    public CifarResidualBlock(long from, long to)
        : base(nameof(CifarResidualBlock))
    {
        _added = to - from;
        register_module("conv1", _conv1 = nn.Conv2d(from, to, 3, stride: from == to ? 1 : 2, padding: 1, bias: false));
        register_module("bn1", _norm1 = nn.BatchNorm2d(to));
        register_module("conv2", _conv2 = Convolve.Same(to, to, 3, bias: false));
        register_module("bn2", _norm2 = nn.BatchNorm2d(to));
        register_module("relu", _relu = nn.ReLU());
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _relu.call(_norm1.call(_conv1.call(input)));
        x = _norm2.call(_conv2.call(x));
        return _relu.call(x + Shortcut(input)).MoveToOuterDisposeScope();
    }

    private Tensor Shortcut(Tensor input)
    {
        if (_added == 0)
            return input;
        Tensor half = input.slice(2, 0, input.shape[2], 2).slice(3, 0, input.shape[3], 2);
        return nn.functional.pad(half, [0, 0, 0, 0, _added / 2, _added - (_added / 2)]);
    }
}
