using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// A normalisation whose mean, or mean and variance, stay functions of the input (modes centred and tangent):
/// A = diag(γ/σ⁰) P with P = I − mean, or P = I − mean − ŷ ŷᵀ/M over each normalised set of M values. P is symmetric,
/// so Aᵀ = P diag(γ/σ⁰).
/// </summary>
internal sealed class FrozenNorm : Frozen
{
    private readonly NormalisedSets _sets;
    private readonly Tensor _factor;
    private readonly Tensor? _normalised;

    /// <summary>Freezes a normalisation.</summary>
    /// <param name="shapes">The shapes of the call.</param>
    /// <param name="sets">Which values are normalised together.</param>
    /// <param name="factor">γ/σ⁰, broadcastable to [n, …].</param>
    /// <param name="normalised">ŷ = (z⁰ − μ⁰)/σ⁰ as [n, …] for the tangent mode, null for the centred one.</param>
    /// <param name="offset">c.</param>
    public FrozenNorm(UnitShapes shapes, NormalisedSets sets, Tensor factor, Tensor? normalised, Tensor? offset)
        : base(shapes)
    {
        _sets = sets;
        _factor = Keep(factor);
        _normalised = normalised is null ? null : Keep(normalised);
        SetOffset(offset, SiteKind.Shift);
    }

    /// <inheritdoc/>
    public override bool WorksInDouble => true;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor v)
    {
        using Tensor projected = Project(v);
        return Groups.Multiply(projected, _factor, Shapes.Samples);
    }

    /// <inheritdoc/>
    public override Tensor ApplyTransposed(Tensor u)
    {
        using Tensor scaled = Groups.Multiply(u, _factor, Shapes.Samples);
        return Project(scaled);
    }

    /// <inheritdoc/>
    public override Tensor Support(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor sets = _sets.Gather(v);
        Tensor any = sets.sum([-1L], keepdim: true).expand_as(sets).contiguous();
        return any.reshape(v.shape).MoveToOuterDisposeScope();
    }

    /// <summary>Sets c once the map itself is known: in the tangent mode c = h(z⁰) − A z⁰.</summary>
    public void SetRemainder(Tensor remainder) => SetOffset(remainder, SiteKind.Shift);

    private Tensor Project(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor sets = _sets.Gather(v);
        Tensor projected = sets - sets.mean([-1], keepdim: true);
        if (_normalised is not null)
        {
            long groups = v.shape[0] / Shapes.Samples;
            Tensor y = _sets.Gather(_normalised);
            Tensor all = Shapes.Samples == 1 ? y : y.repeat([groups, 1, 1]);
            projected -= all * (all * sets).mean([-1], keepdim: true);
        }
        return projected.reshape(v.shape).MoveToOuterDisposeScope();
    }
}
