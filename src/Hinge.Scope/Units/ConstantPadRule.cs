using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Constant padding: zero padding; the value, where it is added (table of §3, row 2).</summary>
internal sealed class ConstantPadRule<TPad>(Func<TPad, double> value) : FreezingRule<TPad>
    where TPad : PadBase
{
    /// <inheritdoc/>
    protected override void Record(TPad module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
    }

    /// <inheritdoc/>
    protected override Frozen Build(TPad module, UnitRecord record, FreezingModes modes)
    {
        using Tensor nothing = zeros(record.Shapes.InputBatch(1), dtype: record.Shapes.Type);
        Tensor? border = value(module) == 0 ? null : module.forward(nothing);
        return new FrozenPad(record.Shapes, module, border);
    }

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.None();
}
