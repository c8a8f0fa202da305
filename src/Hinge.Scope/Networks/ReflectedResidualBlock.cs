using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>x + two normalised convolutions over the picture's reflection at its border.</summary>
internal sealed class ReflectedResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Sequential _body;

    /// <summary>One block.</summary>
    public ReflectedResidualBlock(long width)
        : base(nameof(ReflectedResidualBlock))
    {
        _body = nn.Sequential(
            ("0", nn.ReflectionPad2d(1)), ("1", nn.Conv2d(width, width, 3)), ("2", nn.InstanceNorm2d(width)),
            ("3", nn.ReLU()),
            ("4", nn.ReflectionPad2d(1)), ("5", nn.Conv2d(width, width, 3)), ("6", nn.InstanceNorm2d(width)));
        register_module("conv_block", _body);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return (input + _body.call(input)).MoveToOuterDisposeScope();
    }
}
