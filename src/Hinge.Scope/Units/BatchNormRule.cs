using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Batch norm in evaluation mode: γ/√(σ²+ε); β − γμ/√(σ²+ε) (table of §3).</summary>
internal sealed class BatchNormRule : FreezingRule<BatchNorm>
{
    /// <inheritdoc/>
    protected override void Record(BatchNorm module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
        if (record.IsKept)
            record.Health = UnitHealth.None with { SmallestDeviation = NormShift.SmallestDeviation(module) };
    }

    /// <inheritdoc/>
    protected override Frozen Build(BatchNorm module, UnitRecord record, FreezingModes modes) =>
        NormShift.Running(module, record.Shapes);

    /// <inheritdoc/>
    protected override string? Refusal(BatchNorm module) => module.track_running_stats
        ? null
        : "keeps no running statistics, so it would mix the samples of a batch";

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.None();
}
