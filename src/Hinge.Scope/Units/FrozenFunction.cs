using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// A linear module taken as it is: A is the function without its constant, Aᵀ its vector-Jacobian product, which for a
/// linear function does not depend on where it is taken.
/// </summary>
internal sealed class FrozenFunction : Frozen
{
    private readonly Func<Tensor, Tensor> _linear;
    private readonly Func<Tensor, Tensor> _affine;

    /// <summary>Freezes a linear function.</summary>
    /// <param name="shapes">The shapes of the call.</param>
    /// <param name="linear">The function without its constant.</param>
    /// <param name="affine">The function itself.</param>
    /// <param name="offset">Its constant, or null when zero.</param>
    /// <param name="kind">Where the constant comes from.</param>
    public FrozenFunction(
        UnitShapes shapes, Func<Tensor, Tensor> linear, Func<Tensor, Tensor> affine, Tensor? offset, SiteKind kind)
        : base(shapes)
    {
        _linear = linear;
        _affine = affine;
        SetOffset(offset, kind);
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v) => _linear(v);

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u) =>
        Differentiation.Vjp(_linear, Shapes.InputBatch(u.shape[0]), u);

    /// <inheritdoc/>
    public override Tensor ApplyAffine(Tensor v) => _affine(v);
}
