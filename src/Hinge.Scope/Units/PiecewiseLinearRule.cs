using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Units made of a linear piece between two constants or two rays: leaky rectifiers, clamps, hard sigmoid, threshold
/// (table of §3, rows 4 and 5). The gates of each call are kept as masks.
/// </summary>
/// <typeparam name="TModule">The module type.</typeparam>
/// <param name="pieces">The pieces of a module.</param>
/// <param name="exact">False where libtorch rounds differently from slope · z⁰ + intercept.</param>
/// <param name="refusal">Why a module cannot be frozen, if it cannot.</param>
internal sealed class PiecewiseLinearRule<TModule>(
    Func<TModule, Pieces> pieces, bool exact = true, Func<TModule, string?>? refusal = null) : FreezingRule<TModule>
    where TModule : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override bool ReproducesExactly => exact;

    /// <inheritdoc/>
    protected override void Record(TModule module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        Pieces p = pieces(module);
        if (p.Low is not null)
        {
            record.Add("low", p.BoundsInside ? x < p.LowBound : x <= p.LowBound);
            record.CountGates(x, p.LowBound);
        }
        if (p.High is not null)
        {
            record.Add("high", p.BoundsInside ? x > p.HighBound : x >= p.HighBound);
            record.CountGates(x, p.HighBound);
        }
    }

    /// <inheritdoc/>
    protected override Frozen Build(TModule module, UnitRecord record, FreezingModes modes)
    {
        Pieces p = pieces(module);
        using DisposeScope scope = NewDisposeScope();
        Tensor scale = Select(record, p.Inside, p.Low, p.High, piece => piece.Slope);
        Tensor? offset = p.HasOffset ? Select(record, p.Inside, p.Low, p.High, piece => piece.Intercept) : null;
        return new FrozenScale(record.Shapes, scale, offset, SiteKind.Offset);
    }

    /// <inheritdoc/>
    protected override string? Refusal(TModule module) => refusal?.Invoke(module);

    private static Tensor Select(
        UnitRecord record, Piece inside, Piece? low, Piece? high, Func<Piece, double> number)
    {
        long[] shape = record.Shapes.InputBatch(record.Shapes.Samples);
        Tensor selected = full(shape, number(inside), dtype: record.Shapes.Type);
        if (low is { } below)
            selected.masked_fill_(record["low"], number(below));
        if (high is { } above)
            selected.masked_fill_(record["high"], number(above));
        return selected;
    }

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction)
    {
        Pieces p = pieces((TModule)module);
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> times = [];
        if (p.Low is not null)
            times.Add(GateCrossings.OfBound(z, direction, p.LowBound, record["low"].logical_not()));
        if (p.High is not null)
            times.Add(GateCrossings.OfBound(z, direction, p.HighBound, record["high"]));
        return cat(times, 0).MoveToOuterDisposeScope();
    }
}
