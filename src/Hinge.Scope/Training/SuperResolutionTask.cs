using Hinge.Scope.Networks;
using Hinge.Torch.Training;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// Patches of drawn pictures, each with the same at half the size; mean absolute difference; the mean PSNR of drawn
/// pictures of other seeds, against bicubic interpolation.
/// </summary>
internal sealed class SuperResolutionTask : SampleTask
{
    private readonly DrawnPatches _patches = new(side: 48);

    public override int Examples => DrawnPatches.Count;

    public override string Description => $"{_patches.Description}, halved by means of 2 x 2";

    public override Tensor Loss(nn.Module<Tensor, Tensor> network, TrainingBatch batch)
    {
        Tensor high = _patches.Take(batch);
        return nn.functional.l1_loss(network.call(Halved(high)), high);
    }

    public override SampleQuality Measure(nn.Module<Tensor, Tensor> network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        using BicubicUpsampling bicubic = new();
        Tensor low = Halved(_patches.HeldOut);
        return new(SampleQuality.Psnr, Psnr(network.call(low)), Psnr(bicubic.call(low)), "bicubic",
            $"{DrawnPatches.HeldOutCount} drawn pictures");
    }

    public override void Dispose() => _patches.Dispose();

    /// <summary>The picture at half the size: means of 2 x 2 pixels, as a sensor would take them, in 8 bits.</summary>
    /// <param name="high">[n, 1, 2h, 2w], 0 to 1.</param>
    public static Tensor Halved(Tensor high)
    {
        // A number of our own lives as long as libtorch reads it; one that TorchSharp makes on the way may not.
        using Scalar levels = 255;
        return nn.functional.avg_pool2d(high, TinySuperResolution.Scale).mul(levels).round().div(levels);
    }

    // A border as wide as the scale is left out, as is usual.
    private double Psnr(Tensor found) => DrawnPatches.Psnr(found, _patches.HeldOut, TinySuperResolution.Scale);
}
