using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>ReLU: the mask z⁰ &gt; 0, closed at a tie (table of §3).</summary>
internal sealed class ReluRule : FreezingRule<ReLU>
{
    /// <inheritdoc/>
    protected override void Record(ReLU module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        // From the output, which is positive where the input is: libtorch turns numbers into bits six times as fast as it
        // compares them, and multiplies by numbers four times as fast as by bits.
        record.Add("mask", record.IsKept ? y.to_type(ScalarType.Bool) : y.sign());
        record.CountGates(x);
    }

    /// <inheritdoc/>
    protected override Frozen Build(ReLU module, UnitRecord record, FreezingModes modes) =>
        new FrozenMask(record.Shapes, record["mask"]);

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.OfBound(z, direction, 0, record["mask"]);
}
