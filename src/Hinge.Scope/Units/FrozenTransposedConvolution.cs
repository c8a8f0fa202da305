using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>A transposed convolution without its bias; its transpose is a plain convolution.</summary>
internal sealed class FrozenTransposedConvolution : Frozen
{
    private readonly Convolution _module;
    private readonly ConvolutionShape _shape;
    private readonly bool _asConvolution;
    private Tensor? _flipped;

    /// <summary>Freezes a transposed convolution of one, two or three dimensions.</summary>
    public FrozenTransposedConvolution(UnitShapes shapes, Convolution module)
        : base(shapes)
    {
        _module = module;
        _shape = ConvolutionShape.Of(module, out _, out _);
        _asConvolution = _shape.TransposesAsConvolution && (module.output_padding ?? []).All(extra => extra == 0);
        SetOffset(FrozenConvolution.BiasOf(module, shapes), SiteKind.Bias);
    }

    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v)
    {
        using Tensor weight = WeightAs(v.dtype, _module.weight);
        // The flipped weights are kept in the module's own type only.
        if (!_asConvolution || v.dtype != _module.weight.dtype)
            return _shape.ConvolveTransposed(v, weight, Shapes.Output[1..]);
        _flipped ??= Keep(_shape.Flip(weight));
        return _shape.Flipped.Convolve(v, _flipped);
    }

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u)
    {
        using Tensor weight = _module.weight.detach();
        return _shape.Convolve(u, weight);
    }

    /// <inheritdoc/>
    public override Tensor Support(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = ones_like(_module.weight.detach());
        Tensor reached = _shape.ConvolveTransposed(v, weight, Shapes.Output[1..]);
        return ConvolutionShape.Reached(reached).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor ApplyAffine(Tensor v) => _module.forward(v);
}
