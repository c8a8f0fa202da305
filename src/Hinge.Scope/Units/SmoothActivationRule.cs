using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Smooth activations in the three modes of the table of §3. Secants come from <see cref="Secants"/>, which avoids
/// cancellation; derivatives come from libtorch's backward of the module itself.
/// </summary>
/// <typeparam name="TModule">The module type.</typeparam>
/// <param name="zeroSecant">(h(z) − h(0))/z in double precision, with its limit at 0.</param>
/// <param name="atZero">h(0).</param>
internal sealed class SmoothActivationRule<TModule>(
    Func<TModule, Tensor, Tensor> zeroSecant, Func<TModule, double>? atZero = null) : FreezingRule<TModule>
    where TModule : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override bool ReproducesExactly => false;

    /// <inheritdoc/>
    protected override void Record(TModule module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        using DisposeScope scope = NewDisposeScope();
        double constant = atZero?.Invoke(module) ?? 0;
        switch (modes.Activation)
        {
            case ActivationMode.Tangent:
                Tensor slope = Differentiation.Vjp(v => module.forward(v.clone()), x, ones_like(x));
                record.Add("factor", slope);
                record.Add("offset", y - slope * x);
                break;
            case ActivationMode.Secant when constant != 0:
                Tensor usable = x != 0;
                record.Add("factor", where(usable, y / x, zeros(1, dtype: x.dtype)));
                record.Add("offset", where(usable, zeros(1, dtype: x.dtype), y));
                break;
            default:
                record.Add("factor", zeroSecant(module, x.to(ScalarType.Float64)).to(x.dtype));
                if (constant != 0)
                    record.Add("offset", full([1], constant, dtype: x.dtype));
                break;
        }
        double largest = modes.Activation == ActivationMode.Tangent || x.numel() == 0
            ? 0 : record["factor"].abs().max().ToDouble();
        record.Health = UnitHealth.None with { LargestFactor = largest };
    }

    /// <inheritdoc/>
    protected override Frozen Build(TModule module, UnitRecord record, FreezingModes modes)
    {
        Tensor? offset = record.Tensors.GetValueOrDefault("offset")?.alias();
        return new FrozenScale(record.Shapes, record["factor"].alias(), offset, SiteKind.Offset);
    }

    /// <inheritdoc/>
    protected override bool IsJacobian(TModule module, FreezingModes modes) =>
        modes.Activation == ActivationMode.Tangent;
}
