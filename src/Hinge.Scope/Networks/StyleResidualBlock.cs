using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>x + two normalised convolutions, the first one rectified.</summary>
internal sealed class StyleResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Layer _conv1, _conv2;

    /// <summary>One block.</summary>
    public StyleResidualBlock(long width)
        : base(nameof(StyleResidualBlock))
    {
        register_module("conv1", _conv1 = TransformNet.Normalised(width, width, 3, rectified: true));
        register_module("conv2", _conv2 = TransformNet.Normalised(width, width, 3, rectified: false));
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return (input + _conv2.call(_conv1.call(input))).MoveToOuterDisposeScope();
    }
}
