using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// A convolution without its bias, and its transpose. At stride 1 the transpose is itself a convolution with flipped,
/// channel-swapped weights, which libtorch does about twice as fast as a transposed convolution.
/// </summary>
internal sealed class FrozenConvolution : Frozen
{
    private readonly Convolution _module;
    private readonly ConvolutionShape _shape;
    private readonly long[] _border;
    private readonly PaddingModes _borderMode;
    private Tensor? _flipped;

    /// <summary>Freezes a convolution of one, two or three dimensions, with any padding mode.</summary>
    public FrozenConvolution(UnitShapes shapes, Convolution module)
        : base(shapes)
    {
        _module = module;
        _shape = ConvolutionShape.Of(module, out _border, out _borderMode);
        SetOffset(BiasOf(module, shapes), SiteKind.Bias);
    }

    /// <summary>The bias as [1, C, 1, …], or null.</summary>
    public static Tensor? BiasOf(Convolution module, UnitShapes shapes)
    {
        if (module.bias is null)
            return null;
        long[] shape = [1, module.bias.shape[0], .. Enumerable.Repeat(1L, shapes.Output.Length - 1)];
        return module.bias.detach().reshape(shape);
    }

    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v)
    {
        using Tensor weight = WeightAs(v.dtype, _module.weight);
        if (_border.Length == 0)
            return _shape.Convolve(v, weight);
        using Tensor padded = Pad(v);
        return _shape.Convolve(padded, weight);
    }

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u)
    {
        if (_border.Length == 0)
            return Transpose(u, Shapes.Input[1..]);
        long[] padded = [.. Shapes.Input[1..].Select((size, axis) => size + BorderOf(axis))];
        using Tensor inner = Transpose(u, padded);
        return Differentiation.Vjp(Pad, Shapes.InputBatch(u.shape[0]), inner);
    }

    /// <inheritdoc/>
    public override Tensor Support(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weight = ones_like(_module.weight.detach());
        Tensor padded = _border.Length == 0 ? v : Pad(v);
        return ConvolutionShape.Reached(_shape.Convolve(padded, weight)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor ApplyAffine(Tensor v) => _module.forward(v);

    // The border is listed from the last axis to the first, two numbers an axis, as libtorch's pad wants it.
    private long BorderOf(int axis)
    {
        int last = 2 * (_shape.Stride.Length - 1 - axis);
        return _border[last] + _border[last + 1];
    }

    private Tensor Pad(Tensor v) => nn.functional.pad(v, _border, _borderMode);

    private Tensor Transpose(Tensor u, long[] inputSize)
    {
        using Tensor weight = _module.weight.detach();
        if (!_shape.TransposesAsConvolution)
            return _shape.ConvolveTransposed(u, weight, inputSize);
        _flipped ??= Keep(_shape.Flip(weight));
        return _shape.Flipped.Convolve(u, _flipped);
    }
}
