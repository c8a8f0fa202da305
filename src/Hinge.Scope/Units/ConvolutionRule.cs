using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Convolution: itself without bias; the bias (table of §3, row 1).</summary>
internal sealed class ConvolutionRule<TConvolution> : FreezingRule<TConvolution>
    where TConvolution : Convolution
{
    /// <inheritdoc/>
    protected override void Record(
        TConvolution module, Tensor x, Tensor y, FreezingModes modes, UnitRecord record)
    {
    }

    /// <inheritdoc/>
    protected override Frozen Build(TConvolution module, UnitRecord record, FreezingModes modes) =>
        module is ConvTranspose1d or ConvTranspose2d or ConvTranspose3d
            ? new FrozenTransposedConvolution(record.Shapes, module)
            : new FrozenConvolution(record.Shapes, module);

    /// <inheritdoc/>
    protected override bool IsLocal(TConvolution module, FreezingModes modes) =>
        module.padding_mode != TorchSharp.PaddingModes.Circular;

    /// <inheritdoc/>
    protected override string? Refusal(TConvolution module) =>
        module.padding_mode is TorchSharp.PaddingModes.Zeros or TorchSharp.PaddingModes.Constant || !module.transposed
            ? null
            : "transposed convolutions pad with zeros only";

    /// <inheritdoc/>
    public override Tensor? Crossings(nn.Module module, UnitRecord record, Tensor z, Tensor direction) =>
        GateCrossings.None();
}
