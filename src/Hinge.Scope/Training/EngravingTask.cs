using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// Patches of drawn pictures, each with its <see cref="Engraving"/>; mean absolute difference; the mean PSNR of drawn
/// pictures of other seeds, against the picture itself.
/// </summary>
internal sealed class EngravingTask : SampleTask
{
    private readonly DrawnPatches _patches = new(side: 64);

    public override int Examples => DrawnPatches.Count;

    public override string Description => $"{_patches.Description}, {Engraving.Text}";

    public override Tensor Loss(nn.Module<Tensor, Tensor> network, TrainingBatch batch)
    {
        Tensor pictures = _patches.Take(batch);
        return nn.functional.l1_loss(network.call(pictures), Engraving.Of(pictures));
    }

    public override SampleQuality Measure(nn.Module<Tensor, Tensor> network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        Tensor engraved = Engraving.Of(_patches.HeldOut);
        double Psnr(Tensor found) => DrawnPatches.Psnr(found, engraved, border: 0);
        return new(SampleQuality.Psnr, Psnr(network.call(_patches.HeldOut)), Psnr(_patches.HeldOut),
            "the picture itself", $"{DrawnPatches.HeldOutCount} engraved drawn pictures");
    }

    public override void Dispose() => _patches.Dispose();
}
