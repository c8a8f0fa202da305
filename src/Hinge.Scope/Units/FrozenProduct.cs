using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// A map from the two halves (a, b) of an axis to p ⊙ a + q ⊙ b + c: a product of branches or a gated linear unit.
/// </summary>
internal sealed class FrozenProduct : Frozen
{
    private readonly Tensor? _p;
    private readonly Tensor? _q;
    private readonly int _axis;

    /// <summary>Freezes a product; a null factor is zero.</summary>
    public FrozenProduct(UnitShapes shapes, int axis, Tensor? p, Tensor? q, Tensor? offset)
        : base(shapes)
    {
        _axis = axis;
        _p = p is null ? null : Keep(p);
        _q = q is null ? null : Keep(q);
        SetOffset(offset, SiteKind.Offset);
    }

    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] halves = v.chunk(2, _axis);
        Tensor? first = _p is null ? null : Groups.Multiply(halves[0], _p, Shapes.Samples);
        Tensor? second = _q is null ? null : Groups.Multiply(halves[1], _q, Shapes.Samples);
        Tensor sum = first is null ? second! : second is null ? first : first + second;
        return sum.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor first = _p is null ? zeros_like(u) : Groups.Multiply(u, _p, Shapes.Samples);
        Tensor second = _q is null ? zeros_like(u) : Groups.Multiply(u, _q, Shapes.Samples);
        return cat([first, second], _axis).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Support(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] halves = v.chunk(2, _axis);
        Tensor sum = _p is null ? halves[1].clone() : _q is null ? halves[0].clone() : halves[0] + halves[1];
        return sum.MoveToOuterDisposeScope();
    }
}
