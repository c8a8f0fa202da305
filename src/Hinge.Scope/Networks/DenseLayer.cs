using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>
/// A layer of a dense block: its input with k new channels after it, made through a bottleneck of 4k.
/// </summary>
internal sealed class DenseLayer : nn.Module<Tensor, Tensor>
{
    private const long Bottleneck = 4;

    private readonly BatchNorm2d _norm1, _norm2;
    private readonly Conv2d _conv1, _conv2;
    private readonly ReLU _relu;

    /// <summary>One layer.</summary>
    public DenseLayer(long from, long growth)
        : base(nameof(DenseLayer))
    {
        register_module("norm1", _norm1 = nn.BatchNorm2d(from));
        register_module("conv1", _conv1 = Convolve.Same(from, Bottleneck * growth, 1, bias: false));
        register_module("norm2", _norm2 = nn.BatchNorm2d(Bottleneck * growth));
        register_module("conv2", _conv2 = Convolve.Same(Bottleneck * growth, growth, 3, bias: false));
        register_module("relu", _relu = nn.ReLU());
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = _conv1.call(_relu.call(_norm1.call(input)));
        x = _conv2.call(_relu.call(_norm2.call(x)));
        return cat([input, x], 1).MoveToOuterDisposeScope();
    }
}
