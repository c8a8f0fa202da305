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
    /// <remarks>
    /// An output t also counts as connected to inputs without which a window lacks it: the last one that begins at or
    /// before t, and the one from which on the result is long enough. It may have no input at all (a kernel smaller
    /// than the stride, or dilated), or be cut off a window by padding that is larger than the kernel's overlap.
    /// </remarks>
    public override Tensor Support(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] size = Shapes.Output[1..], kernel = new long[size.Length], before = new long[size.Length];
        for (int axis = 0; axis < size.Length; axis++)
            (before[axis], kernel[axis]) = Reach(axis, size[axis]);
        ConvolutionShape wide = _shape with
        {
            Kernel = kernel,
            Padding = new long[size.Length],
            Dilation = [.. kernel.Select(_ => 1L)],
        };
        Tensor weight = ones([.. _module.weight.shape[..2], .. kernel], dtype: v.dtype);
        Tensor reached = wide.ConvolveTransposedBy(v, weight, new long[size.Length]);
        for (int axis = 0; axis < size.Length; axis++)
        {
            long missing = before[axis] + size[axis] - reached.shape[axis + 2];
            if (missing > 0)
            {
                long[] shape = reached.shape;
                shape[axis + 2] = missing;
                reached = cat([reached, zeros(shape, dtype: v.dtype)], axis + 2);
            }
            reached = reached.narrow(axis + 2, before[axis], size[axis]);
        }
        return ConvolutionShape.Reached(reached).MoveToOuterDisposeScope();
    }

    // Outputs from s·p − before on, so many, for input p.
    private (long Before, long Count) Reach(int axis, long size)
    {
        long stride = _shape.Stride[axis], padding = _shape.Padding[axis];
        long field = _shape.Dilation[axis] * (_shape.Kernel[axis] - 1) + 1;
        long extra = size - ((Shapes.Input[axis + 1] - 1) * stride - 2 * padding + field);
        long longEnough = field - 1 - 2 * padding + extra;
        long low = Math.Min(Math.Min(-padding, 0), longEnough - stride + 1);
        long high = Math.Max(Math.Max(field - 1 - padding, stride - 1), longEnough);
        return (-low, high - low + 1);
    }

    /// <inheritdoc/>
    public override Tensor ApplyAffine(Tensor v) => _module.forward(v);
}
