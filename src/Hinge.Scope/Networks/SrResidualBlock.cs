using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>x + factor · (two convolutions), of SRResNet (batch norms, PReLU) or EDSR (ReLU).</summary>
internal sealed class SrResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly double _factor;
    private readonly Sequential _body;

    /// <summary>One block.</summary>
    public SrResidualBlock(long width, bool normalised, double factor)
        : base(nameof(SrResidualBlock))
    {
        _factor = factor;
        _body = normalised
            ? nn.Sequential(
                ("0", Convolve.Same(width, width, 3, bias: false)), ("1", nn.BatchNorm2d(width)), ("2", nn.PReLU(1)),
                ("3", Convolve.Same(width, width, 3, bias: false)), ("4", nn.BatchNorm2d(width)))
            : nn.Sequential(
                ("0", Convolve.Same(width, width, 3)), ("1", nn.ReLU()), ("2", Convolve.Same(width, width, 3)));
        register_module("body", _body);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return (input + (_body.call(input) * _factor)).MoveToOuterDisposeScope();
    }
}
