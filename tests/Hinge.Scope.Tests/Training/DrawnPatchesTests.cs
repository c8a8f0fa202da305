using Hinge.Scope.Training;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Training;

[NoLeak]
public class DrawnPatchesTests
{
    [Fact]
    public void Psnr_of_a_known_difference_leaves_the_border_and_what_exceeds_the_range_out()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor expected = full([2, 1, 8, 8], 0.5f), found = full([2, 1, 8, 8], 0.6f);
        found[1] = 0.51f;
        Assert.Equal((20 + 40) / 2.0, DrawnPatches.Psnr(found, expected, border: 2), 1e-4);
        found[TensorIndex.Colon, TensorIndex.Colon, 0] = -7;
        found[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Colon, 6] = 9;
        Assert.Equal((20 + 40) / 2.0, DrawnPatches.Psnr(found, expected, border: 2), 1e-4);
        // 7 is shown as 1, which is right here.
        Assert.Equal(20, DrawnPatches.Psnr(full([1, 1, 8, 8], 7f), full([1, 1, 8, 8], 0.9f), border: 0), 1e-4);
    }

    [Fact]
    public void Half_the_size_is_the_mean_of_four_pixels_in_eight_bits()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor high = tensor(new float[] { 10, 20, 0, 0, 30, 41, 0, 255 }, [1, 1, 2, 4]) / 255f;
        Tensor low = SuperResolutionTask.Halved(high) * 255f;
        Assert.Equal([1, 1, 1, 2], low.shape);
        Assert.Equal(25, low[0, 0, 0, 0].ToSingle(), 1e-4f);    // 25.25
        Assert.Equal(64, low[0, 0, 0, 1].ToSingle(), 1e-4f);    // 63.75
    }
}
