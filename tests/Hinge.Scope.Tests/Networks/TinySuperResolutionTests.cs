using Hinge.Core.Randomness;
using Hinge.Scope.Networks;
using Hinge.Torch.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

[NoLeak]
public class TinySuperResolutionTests
{
    [Fact]
    public void At_its_beginning_channel_0_interpolates_bilinearly_on_its_own()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable constant = no_grad();
        using TinySuperResolution net = new();
        Initialisation.KaimingUniform(net, new RandomStream(1));
        net.BeginBilinear();
        Conv2d last = net.modules().OfType<Conv2d>().Last();
        last.weight.narrow(1, 1, 15).zero_();

        Tensor x = SampleInputs.Of("tiny-sr", 1);
        Tensor expected = nn.functional.interpolate(
            x, scale_factor: [2.0, 2.0], mode: InterpolationMode.Bilinear, align_corners: false);
        // The network continues the picture by zeros, the interpolation by its border: they agree inside.
        Tensor difference = (net.call(x) - expected).abs();
        Assert.InRange(difference.narrow(2, 1, 38).narrow(3, 1, 46).max().ToSingle(), 0, 1e-6);
        Assert.InRange(difference.max().ToSingle(), 0.01, 1);
    }
}
