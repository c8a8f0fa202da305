using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>
/// Instance, group and layer normalisation with the sample's own statistics, in the three modes of the table of §3.
/// </summary>
/// <typeparam name="TNorm">The module type.</typeparam>
/// <param name="form">What distinguishes the module types.</param>
internal sealed class SampleNormRule<TNorm>(Func<TNorm, long[], SampleNormForm> form) : FreezingRule<TNorm>
    where TNorm : nn.Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    public override bool ReproducesExactly => false;

    /// <inheritdoc/>
    public override bool AcceptsEmptyBatch => false;

    /// <inheritdoc/>
    protected override void Record(TNorm module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        SampleNormForm norm = form(module, record.Shapes.Input);
        if (norm.Running is not null)
        {
            record.Health = UnitHealth.None with { SmallestDeviation = NormShift.SmallestDeviation(norm.Running) };
            return;
        }
        using DisposeScope scope = NewDisposeScope();
        // As libtorch does: statistics summed in double precision, then rounded to the type of the picture.
        Tensor sets = norm.Sets.Gather(x.to(ScalarType.Float64));
        Tensor mean = sets.mean([-1]);
        Tensor variance = sets.var([-1], unbiased: false);
        record.Add("mean", mean);
        record.Add("variance", variance);
        if (modes.Norm == NormMode.Tangent)
            record.Add("input", x.alias());
        double deviation = Math.Sqrt(variance.min().ToDouble() + norm.Epsilon);
        record.Health = UnitHealth.None with { SmallestDeviation = deviation };
    }

    /// <inheritdoc/>
    protected override Frozen Build(TNorm module, UnitRecord record, FreezingModes modes)
    {
        SampleNormForm norm = form(module, record.Shapes.Input);
        if (norm.Running is not null)
            return NormShift.Running(norm.Running, record.Shapes);

        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        long[] sample = record.Shapes.Input;
        ScalarType type = record.Shapes.Type;
        Tensor inverse = norm.Sets.Spread((record["variance"] + norm.Epsilon).rsqrt().to(type), sample);
        Tensor mean = norm.Sets.Spread(record["mean"].to(type), sample);
        Tensor factor = norm.Scale is null ? inverse : inverse * norm.Scale;
        switch (modes.Norm)
        {
            case NormMode.Statistics:
                Tensor shift = -mean * factor;
                if (norm.Shift is not null)
                    shift += norm.Shift;
                return new FrozenScale(record.Shapes, factor, shift, SiteKind.Shift);
            case NormMode.Centred:
                return new FrozenNorm(record.Shapes, norm.Sets, factor, null, norm.Shift);
            default:
                Tensor x = record["input"];
                Tensor normalised = (x - mean) * inverse;
                FrozenNorm tangent = new(record.Shapes, norm.Sets, factor, normalised, null);
                Tensor remainder = normalised * (norm.Scale ?? ones(1, dtype: x.dtype)) - tangent.Apply(x);
                tangent.SetRemainder(norm.Shift is null ? remainder : remainder + norm.Shift);
                return tangent;
        }
    }

    /// <inheritdoc/>
    protected override bool IsJacobian(TNorm module, FreezingModes modes) =>
        modes.Norm == NormMode.Tangent || form(module, []).Running is not null;

    /// <inheritdoc/>
    protected override bool IsLocal(TNorm module, FreezingModes modes) =>
        modes.Norm == NormMode.Statistics || form(module, []).Running is not null;

    /// <inheritdoc/>
    protected override bool UsesWholeSample(TNorm module, FreezingModes modes) =>
        form(module, []).Running is null;
}
