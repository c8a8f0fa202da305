using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Absolute value: the sign of z⁰, 0 at 0 (table of §3).</summary>
internal sealed class AbsRule : FreezingRule<Abs>
{
    /// <inheritdoc/>
    protected override void Record(Abs module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        record.Add("positive", x > 0);
        record.Add("negative", x < 0);
        record.CountGates(x);
    }

    /// <inheritdoc/>
    protected override Frozen Build(Abs module, UnitRecord record, FreezingModes modes)
    {
        using DisposeScope scope = NewDisposeScope();
        ScalarType type = record.Shapes.Type;
        Tensor sign = record["positive"].to(type) - record["negative"].to(type);
        return new FrozenScale(record.Shapes, sign, null, SiteKind.Offset);
    }

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.OfBound(z, direction, 0, record["positive"]);
}
