using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>x + two normalised convolutions, the first one rectified.</summary>
internal sealed class StyleResidualBlock : nn.Module<Tensor, Tensor>
{
    // In an array, since TorchSharp registers a module that is a field a second time, under the field's name.
    private readonly Layer[] _layers;

    /// <summary>One block.</summary>
    public StyleResidualBlock(long width)
        : base(nameof(StyleResidualBlock))
    {
        _layers =
        [
            TransformNet.Normalised(width, width, 3, rectified: true),
            TransformNet.Normalised(width, width, 3, rectified: false),
        ];
        register_module("conv1", _layers[0]);
        register_module("conv2", _layers[1]);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return (input + _layers[1].call(_layers[0].call(input))).MoveToOuterDisposeScope();
    }
}
