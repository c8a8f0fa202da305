using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// A unit frozen at the operating point: the affine map v ↦ A v + c with A z⁰ + c = h(z⁰) (spec §2). Batches hold g
/// groups of n samples, n being the samples at the operating point; every group sees the same A and c.
/// </summary>
public abstract class Frozen(UnitShapes shapes) : IDisposable
{
    private readonly List<Tensor> _kept = [];

    /// <summary>The shapes of the call that was frozen.</summary>
    public UnitShapes Shapes { get; } = shapes;

    /// <summary>c, broadcastable to [n, …output]; null when it is zero.</summary>
    public Tensor? Offset { get; private set; }

    /// <summary>What kind of constant <see cref="Offset"/> is.</summary>
    public SiteKind Kind { get; private set; }

    /// <summary>
    /// Whether <see cref="Apply"/> takes and returns Float64 also where the unit is of Float32. Sums of constants that
    /// cancel are made that way.
    /// </summary>
    public virtual bool WorksInDouble => false;

    /// <summary>A v. [g·n, …input] → [g·n, …output].</summary>
    public abstract Tensor Apply(Tensor v);

    /// <summary>Aᵀ u. [g·n, …output] → [g·n, …input].</summary>
    public abstract Tensor ApplyTransposed(Tensor u);

    /// <summary>
    /// Where A can reach whatever its weights and gates are: the result is positive at the outputs that some positive
    /// entry of <paramref name="v"/> is connected to. Weights count as positive, gates as open.
    /// </summary>
    /// <param name="v">[g·n, …input], each value 0 or 1.</param>
    /// <returns>[g·n, …output], no value negative.</returns>
    /// <remarks>
    /// Spec §6 and §7. A map that does not say otherwise may reach every output from every input. Windows are made from
    /// it: an output also counts as connected to the inputs without which a part of the picture would lack it, as at a
    /// crop.
    /// </remarks>
    public virtual Tensor Support(Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] ones = [.. Enumerable.Repeat(1L, Shapes.Output.Length)];
        Tensor any = v.reshape(v.shape[0], -1).sum([1L]).reshape([v.shape[0], .. ones]);
        return any.expand(Shapes.OutputBatch(v.shape[0])).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>A v + c. Affine modules override it with their own function, so that it is exact to the bit.</summary>
    public virtual Tensor ApplyAffine(Tensor v)
    {
        Tensor linear = Apply(v);
        return Offset is null ? linear : Groups.Add(linear, Offset, Shapes.Samples);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the tensors kept by <see cref="Keep"/>.</summary>
    protected virtual void Dispose(bool disposing)
    {
        foreach (Tensor tensor in _kept)
            tensor.Dispose();
        _kept.Clear();
    }

    /// <summary>A module's weight as a constant of a type: itself, or a copy in the wider one.</summary>
    protected static Tensor WeightAs(ScalarType type, Tensor weight)
    {
        Tensor constant = weight.detach();
        if (type == weight.dtype)
            return constant;
        using (constant)
            return constant.to(type);
    }

    /// <summary>Keeps a tensor for as long as this map lives, whatever dispose scope it was made in.</summary>
    protected Tensor Keep(Tensor tensor)
    {
        _kept.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    /// <summary>Sets c, kept for as long as this map lives.</summary>
    protected void SetOffset(Tensor? offset, SiteKind kind)
    {
        Offset = offset is null ? null : Keep(offset);
        Kind = kind;
    }
}
