using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>The Jacobian of softmax, diag(s) − s sᵀ, or of its logarithm, I − 1 sᵀ, along one axis.</summary>
internal sealed class FrozenSoftmax : Frozen
{
    private readonly Tensor _softmax;
    private readonly long _axis;
    private readonly bool _logarithm;

    /// <summary>Freezes a softmax.</summary>
    public FrozenSoftmax(UnitShapes shapes, Tensor softmax, long axis, bool logarithm, Tensor? offset)
        : base(shapes)
    {
        _softmax = Keep(softmax);
        _axis = axis < 0 ? axis : axis - shapes.Output.Length - 1;
        _logarithm = logarithm;
        SetOffset(offset, SiteKind.Offset);
    }

    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor weighted = Groups.Multiply(v, _softmax, Shapes.Samples);
        Tensor mean = weighted.sum([_axis], keepdim: true);
        Tensor result = _logarithm ? v - mean : weighted - Groups.Multiply(mean.expand_as(v), _softmax, Shapes.Samples);
        return result.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Support(Tensor v)
    {
        using Tensor any = v.sum([_axis], keepdim: true);
        return any.expand_as(v).clone();
    }

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u)
    {
        if (!_logarithm)
            return Apply(u);
        using DisposeScope scope = NewDisposeScope();
        Tensor total = u.sum([_axis], keepdim: true).expand_as(u);
        return (u - Groups.Multiply(total, _softmax, Shapes.Samples)).MoveToOuterDisposeScope();
    }
}
