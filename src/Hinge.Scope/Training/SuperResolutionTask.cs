using Hinge.Scope.Networks;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// Patches of drawn pictures, each with the same at half the size; mean absolute difference; the mean PSNR of drawn
/// pictures of other seeds, against bicubic interpolation.
/// </summary>
internal sealed class SuperResolutionTask() : PatchTask(side: 48)
{
    public override string Description => $"{Patches.Description}, halved by means of 2 x 2";

    public override SampleQuality Measure(nn.Module<Tensor, Tensor> network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        using BicubicUpsampling bicubic = new();
        Tensor low = Halved(Patches.HeldOut);
        return new(SampleQuality.Psnr, Psnr(network.call(low)), Psnr(bicubic.call(low)), "bicubic",
            $"{DrawnPatches.HeldOutCount} drawn pictures");
    }

    /// <summary>The picture at half the size: means of 2 x 2 pixels, as a sensor would take them, in 8 bits.</summary>
    /// <param name="high">[n, 1, 2h, 2w], 0 to 1.</param>
    public static Tensor Halved(Tensor high)
    {
        // A number of our own lives as long as libtorch reads it; one that TorchSharp makes on the way may not.
        using Scalar levels = 255;
        return nn.functional.avg_pool2d(high, TinySuperResolution.Scale).mul(levels).round().div(levels);
    }

    protected override (Tensor Given, Tensor Wanted) Pair(Tensor pictures) => (Halved(pictures), pictures);

    // A border as wide as the scale is left out, as is usual.
    private double Psnr(Tensor found) => DrawnPatches.Psnr(found, Patches.HeldOut, TinySuperResolution.Scale);
}
