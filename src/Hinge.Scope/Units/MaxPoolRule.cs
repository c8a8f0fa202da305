using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Max pooling: gather with the indices of the operating point, the first index on ties (table of §3).
/// </summary>
/// <typeparam name="TPool">The module type.</typeparam>
/// <param name="pool">The pooling with the flat spatial index of each maximum.</param>
/// <param name="local">False for pools whose window grows with the picture.</param>
internal sealed class MaxPoolRule<TPool>(Func<TPool, Tensor, (Tensor Values, Tensor Indices)> pool, bool local = true)
    : FreezingRule<TPool>
    where TPool : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override void Record(TPool module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor indices = Indices(module, x);
        record.Add("indices", indices);
        record.Health = UnitHealth.None with { Gates = indices.numel() };
    }

    /// <inheritdoc/>
    protected override Frozen Build(TPool module, UnitRecord record, FreezingModes modes) =>
        new FrozenGather(record.Shapes, record["indices"], module.forward);

    /// <inheritdoc/>
    protected override bool IsLocal(TPool module, FreezingModes modes) => local;

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = z.flatten(1), slopes = direction.flatten(1);
        Tensor winner = record["indices"];
        Tensor value = values.gather(1, winner), slope = slopes.gather(1, winner);
        Tensor Meets(Tensor rival) =>
            GateCrossings.OfRival(value, slope, values.gather(1, rival), slopes.gather(1, rival));

        // The lead of each window's winner is a concave function of t. Far out the steepest rival holds every window;
        // where it met the winner another may have come first, so step back until none has.
        Tensor times = Meets(Indices((TPool)module, direction));
        for (double earliest = times.min().ToDouble(); double.IsFinite(earliest);)
        {
            Tensor earlier = Meets(Indices((TPool)module, z + direction * earliest));
            times = times.minimum(earlier);
            double first = times.min().ToDouble();
            if (first >= earliest)
                break;
            earliest = first;
        }
        return times.MoveToOuterDisposeScope();
    }

    // For each output of a sample, the flat index of its input in that sample.
    private Tensor Indices(TPool module, Tensor x)
    {
        (_, Tensor indices) = pool(module, x);
        long channels = x.shape[1], area = x[0, 0].numel();
        Tensor channel = arange(channels, dtype: ScalarType.Int64).reshape(1, channels, 1) * area;
        return (indices.flatten(2) + channel).flatten(1);
    }
}
