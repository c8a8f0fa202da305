using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>A = diag(scale) with any offset: secants, frozen statistics, leaky masks, batch normalisation.</summary>
public sealed class FrozenScale : Frozen
{
    private readonly Tensor _scale;
    private readonly Func<Tensor, Tensor>? _affine;

    /// <summary>Freezes an elementwise unit.</summary>
    /// <param name="shapes">The shapes of the call.</param>
    /// <param name="scale">Diagonal of A, broadcastable to [n, …]; kept alive by this map or by the record.</param>
    /// <param name="offset">c, or null when zero.</param>
    /// <param name="kind">Where c comes from.</param>
    /// <param name="affine">The module itself, when it is affine.</param>
    public FrozenScale(
        UnitShapes shapes, Tensor scale, Tensor? offset, SiteKind kind, Func<Tensor, Tensor>? affine = null)
        : base(shapes)
    {
        _scale = Keep(scale);
        _affine = affine;
        SetOffset(offset, kind);
    }

    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v) => Groups.Multiply(v, _scale, Shapes.Samples);

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u) => Apply(u);

    /// <inheritdoc/>
    public override Tensor Support(Tensor v) => v.alias();

    /// <inheritdoc/>
    public override Tensor ApplyAffine(Tensor v) => _affine?.Invoke(v) ?? base.ApplyAffine(v);
}
