using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Maximum over channels: selection of the first arg-max (table of §3).</summary>
internal sealed class ChannelMaxRule : FreezingRule<ChannelMax>
{
    /// <inheritdoc/>
    protected override void Record(ChannelMax module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor grouped = module.Group(x);
        long inner = grouped[0, 0].numel();
        Tensor piece = grouped.flatten(2).argmax(1);
        record.Add("indices", piece * inner + arange(inner, dtype: ScalarType.Int64));
        record.Health = UnitHealth.None with { Gates = piece.numel() };
    }

    /// <inheritdoc/>
    protected override Frozen Build(ChannelMax module, UnitRecord record, FreezingModes modes) =>
        new FrozenGather(record.Shapes, record["indices"], module.forward);

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = ((ChannelMax)module).Group(z).flatten(2);
        Tensor slopes = ((ChannelMax)module).Group(direction).flatten(2);
        Tensor winner = values.argmax(1, keepdim: true);
        Tensor times = GateCrossings.OfRival(
            values.gather(1, winner), slopes.gather(1, winner), values, slopes);
        return times.amin([1L]).MoveToOuterDisposeScope();
    }
}
