using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// a ⊙ h(b) of the two halves of an axis, h being the identity or, for a gated linear unit, the sigmoid of the second
/// half (table of §3, last row).
/// </summary>
/// <typeparam name="TModule">The module type.</typeparam>
/// <param name="axis">The axis that is halved.</param>
/// <param name="sigmoidGate">False: the first half is the gate. True: σ of the second half is.</param>
internal sealed class ProductRule<TModule>(Func<TModule, long> axis, bool sigmoidGate) : FreezingRule<TModule>
    where TModule : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override bool ReproducesExactly => false;

    /// <inheritdoc/>
    protected override void Record(TModule module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        Tensor[] halves = x.chunk(2, axis(module));
        record.Add("first", halves[0].clone());
        record.Add("second", halves[1].clone());
        foreach (Tensor half in halves)
            half.Dispose();
    }

    /// <inheritdoc/>
    protected override Frozen Build(TModule module, UnitRecord record, FreezingModes modes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = record["first"], b = record["second"];
        int at = (int)axis(module);
        if (!sigmoidGate)
        {
            return modes.Gate switch
            {
                GateMode.Gate => new FrozenProduct(record.Shapes, at, null, a.alias(), null),
                GateMode.Symmetric => new FrozenProduct(record.Shapes, at, b / 2, a / 2, null),
                _ => new FrozenProduct(record.Shapes, at, b.alias(), a.alias(), -a * b),
            };
        }
        Tensor gate = b.sigmoid();
        Tensor secant = Secants.Sigmoid(b.to(ScalarType.Float64)).to(b.dtype);
        Tensor slope = gate * (1 - gate);
        return modes.Gate switch
        {
            GateMode.Gate => new FrozenProduct(record.Shapes, at, gate, null, null),
            GateMode.Symmetric => new FrozenProduct(record.Shapes, at, gate / 2, a * secant / 2, a / 4),
            _ => new FrozenProduct(record.Shapes, at, gate, a * slope, -a * slope * b),
        };
    }

    /// <inheritdoc/>
    protected override bool IsJacobian(TModule module, FreezingModes modes) => modes.Gate == GateMode.Tangent;
}
