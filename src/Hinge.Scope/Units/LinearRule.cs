using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Fully connected layer: itself without bias; the bias (table of §3, row 1).</summary>
internal sealed class LinearRule : FreezingRule<Linear>
{
    /// <inheritdoc/>
    protected override void Record(Linear module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
    }

    /// <inheritdoc/>
    protected override Frozen Build(Linear module, UnitRecord record, FreezingModes modes) =>
        new FrozenLinear(record.Shapes, module);

    /// <inheritdoc/>
    protected override bool IsLocal(Linear module, FreezingModes modes) => false;

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.None();
}
