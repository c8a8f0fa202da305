using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// Patches of drawn pictures, each with its <see cref="Engraving"/>; mean absolute difference; the mean PSNR of drawn
/// pictures of other seeds, against the picture itself.
/// </summary>
internal sealed class EngravingTask() : PatchTask(side: 64)
{
    public override string Description => $"{Patches.Description}, {Engraving.Text}";

    public override SampleQuality Measure(nn.Module<Tensor, Tensor> network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor engraved = Engraving.Of(Patches.HeldOut);
        double Psnr(Tensor found) => DrawnPatches.Psnr(found, engraved, border: 0);
        return new(SampleQuality.Psnr, Psnr(network.call(Patches.HeldOut)), Psnr(Patches.HeldOut),
            "the picture itself", $"{DrawnPatches.HeldOutCount} engraved drawn pictures");
    }

    protected override (Tensor Given, Tensor Wanted) Pair(Tensor pictures) => (pictures, Engraving.Of(pictures));
}
