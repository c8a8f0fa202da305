using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Samples;
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
    private const int PictureSize = 96, Patch = 48;
    private const int TrainingPictures = 400, HeldOutPictures = 24;
    // Far from the small seeds that examples and demonstrations draw their pictures from.
    private const ulong FirstTraining = 1_000_000, FirstHeldOut = 2_000_000;

    private readonly Picture[] _pictures = Draw(FirstTraining, TrainingPictures);
    private readonly Tensor _heldOut = Whole(Draw(FirstHeldOut, HeldOutPictures));

    public override int Examples => TrainingPictures;

    public override string Description =>
        $"grey drawn pictures {PictureSize} x {PictureSize} of seeds {FirstTraining} + {TrainingPictures}, patches of "
        + $"{Patch} in eight orientations, halved by means of 2 x 2";

    public override Tensor Loss(nn.Module<Tensor, Tensor> network, TrainingBatch batch)
    {
        float[] values = new float[batch.Indices.Length * Patch * Patch];
        for (int i = 0; i < batch.Indices.Length; i++)
            CopyPatch(_pictures[batch.Indices[i]], batch.Random, values.AsSpan(i * Patch * Patch, Patch * Patch));
        Tensor high = tensor(values, [batch.Indices.Length, 1, Patch, Patch]);
        return nn.functional.l1_loss(network.call(Halved(high)), high);
    }

    public override SampleQuality Measure(nn.Module<Tensor, Tensor> network)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        using BicubicUpsampling bicubic = new();
        Tensor low = Halved(_heldOut);
        return new(SampleQuality.Psnr, Psnr(network.call(low), _heldOut), Psnr(bicubic.call(low), _heldOut),
            "bicubic", $"{HeldOutPictures} drawn pictures");
    }

    public override void Dispose() => _heldOut.Dispose();

    /// <summary>The picture at half the size: means of 2 x 2 pixels, as a sensor would take them, in 8 bits.</summary>
    /// <param name="high">[n, 1, 2h, 2w], 0 to 1.</param>
    public static Tensor Halved(Tensor high) =>
        nn.functional.avg_pool2d(high, TinySuperResolution.Scale).mul(255).round().div(255);

    /// <summary>
    /// Peak signal-to-noise ratio in dB, the mean over pictures, with values clamped to 0 … 1 and a border as wide as
    /// the scale left out, as is usual.
    /// </summary>
    public static double Psnr(Tensor found, Tensor expected)
    {
        using DisposeScope scope = NewDisposeScope();
        const int Border = TinySuperResolution.Scale;
        Tensor difference = found.clamp(0, 1) - expected;
        long height = difference.shape[2] - (2 * Border), width = difference.shape[3] - (2 * Border);
        Tensor inner = difference.narrow(2, Border, height).narrow(3, Border, width);
        Tensor squares = inner.to_type(ScalarType.Float64).square().mean([1L, 2L, 3L]);
        return squares.log10().mul(-10).mean().ToDouble();
    }

    private static Picture[] Draw(ulong first, int count)
    {
        Picture[] pictures = new Picture[count];
        Parallel.For(0, count, i => pictures[i] = DrawnPictures.Grey(first + (ulong)i, PictureSize, PictureSize));
        return pictures;
    }

    private static Tensor Whole(Picture[] pictures)
    {
        float[] values = [.. pictures.SelectMany(picture => picture.Samples).Select(sample => sample / 255f)];
        return tensor(values, [pictures.Length, 1, PictureSize, PictureSize]).DetachFromDisposeScope();
    }

    // One of the eight symmetries of a square, and a place.
    private static void CopyPatch(Picture picture, RandomStream random, Span<float> target)
    {
        int left = random.NextInt32(PictureSize - Patch + 1), top = random.NextInt32(PictureSize - Patch + 1);
        int symmetry = random.NextInt32(8);
        for (int i = 0; i < target.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, Patch);
            if ((symmetry & 1) != 0)
                x = Patch - 1 - x;
            if ((symmetry & 2) != 0)
                y = Patch - 1 - y;
            if ((symmetry & 4) != 0)
                (x, y) = (y, x);
            target[i] = picture.Samples[((top + y) * PictureSize) + left + x] / 255f;
        }
    }
}
