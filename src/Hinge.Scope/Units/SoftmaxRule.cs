using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Softmax s = e^z/Z inside a network (a final one is cut off before the rules are asked). With the gate mode the
/// normaliser Z is frozen and e^z replaced by its zero-anchored secant, component by component; with the tangent mode
/// A = diag(s) − s sᵀ.
/// </summary>
/// <typeparam name="TModule">The module type.</typeparam>
/// <param name="axis">The axis that sums to one, counted from the batch axis 0.</param>
/// <param name="logarithm">Whether the unit returns log s; its gate mode is z − log Z⁰ with A = I.</param>
internal sealed class SoftmaxRule<TModule>(Func<TModule, long> axis, bool logarithm) : FreezingRule<TModule>
    where TModule : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override bool ReproducesExactly => false;

    /// <inheritdoc/>
    protected override void Record(TModule module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        using DisposeScope scope = NewDisposeScope();
        if (modes.Gate == GateMode.Tangent)
        {
            Tensor softmax = logarithm ? y.exp() : y.alias();
            record.Add("softmax", softmax);
            FrozenSoftmax tangent = new(record.Shapes, softmax.alias(), axis(module), logarithm, null);
            record.Add("offset", y - tangent.Apply(x));
            tangent.Dispose();
            return;
        }
        Tensor normaliser = x.logsumexp(axis(module), keepdim: true);
        if (logarithm)
        {
            record.Add("factor", ones(1, dtype: x.dtype));
            record.Add("offset", -normaliser);
            return;
        }
        Tensor z = x.to(ScalarType.Float64);
        Tensor scale = (-normaliser.to(ScalarType.Float64)).exp();
        record.Add("factor", (Secants.Exp(z) * scale).to(x.dtype));
        record.Add("offset", scale.to(x.dtype));
        record.Health = UnitHealth.None with { LargestFactor = record["factor"].abs().max().ToDouble() };
    }

    /// <inheritdoc/>
    protected override Frozen Build(TModule module, UnitRecord record, FreezingModes modes) =>
        modes.Gate == GateMode.Tangent
            ? new FrozenSoftmax(
                record.Shapes, record["softmax"].alias(), axis(module), logarithm, record["offset"].alias())
            : new FrozenScale(
                record.Shapes, record["factor"].alias(), record["offset"].alias(), SiteKind.Offset);

    /// <inheritdoc/>
    protected override bool IsJacobian(TModule module, FreezingModes modes) => modes.Gate == GateMode.Tangent;

    /// <inheritdoc/>
    protected override bool IsLocal(TModule module, FreezingModes modes) =>
        modes.Gate != GateMode.Tangent || axis(module) == 1;
}
