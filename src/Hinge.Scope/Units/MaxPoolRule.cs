using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Max pooling: gather with the indices of the operating point, the first index on ties (table of §3).</summary>
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
        (_, Tensor indices) = pool(module, x);
        long channels = x.shape[1], area = x[0, 0].numel();
        Tensor channel = arange(channels, dtype: ScalarType.Int64).reshape(1, channels, 1) * area;
        record.Add("indices", (indices.flatten(2) + channel).flatten(1));
        record.Health = UnitHealth.None with { Gates = indices.numel() };
    }

    /// <inheritdoc/>
    protected override Frozen Build(TPool module, UnitRecord record, FreezingModes modes) =>
        new FrozenGather(record.Shapes, record["indices"], module.forward);

    /// <inheritdoc/>
    protected override bool IsLocal(TPool module, FreezingModes modes) => local;
}
