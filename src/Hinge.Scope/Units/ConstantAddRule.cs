using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>A constant added in the network: the identity; the constant (§2, bias sites).</summary>
internal sealed class ConstantAddRule : FreezingRule<ConstantAdd>
{
    /// <inheritdoc/>
    protected override void Record(ConstantAdd module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
    }

    /// <inheritdoc/>
    protected override Frozen Build(ConstantAdd module, UnitRecord record, FreezingModes modes)
    {
        Tensor one = ones(1, dtype: record.Shapes.Type);
        return new FrozenScale(record.Shapes, one, module.Constant.alias(), SiteKind.Constant, module.forward);
    }

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.None();
}
