using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>PReLU: 1 above zero, the channel's slope at and below it (table of §3).</summary>
internal sealed class PReluRule : FreezingRule<PReLU>
{
    /// <inheritdoc/>
    protected override void Record(PReLU module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        record.Add("mask", x > 0);
        record.CountGates(x);
    }

    /// <inheritdoc/>
    protected override Frozen Build(PReLU module, UnitRecord record, FreezingModes modes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor slope = module.weight.detach();
        long[] perChannel = [1, slope.numel(), .. Enumerable.Repeat(1L, record.Shapes.Input.Length - 1)];
        Tensor scale = where(record["mask"], ones(1, dtype: slope.dtype), slope.reshape(perChannel));
        return new FrozenScale(record.Shapes, scale, null, SiteKind.Offset);
    }

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.OfBound(z, direction, 0, record["mask"]);
}
