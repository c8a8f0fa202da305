using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Laws;
using Hinge.Torch.Training;
using Hinge.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Training;

[NoLeak]
public sealed class InitialisationTests
{
    [Fact]
    public void Same_seed_same_bytes_whatever_libtorch_has_drawn()
    {
        manual_seed(1);
        using SmallNet a = new(seed: 7);
        manual_seed(2);
        using SmallNet b = new(seed: 7), c = new(seed: 8);
        SameBytes.Hold(a, b);
        Assert.NotEqual(ModuleWeights.Sha256(a), ModuleWeights.Sha256(c));
    }

    [Fact]
    public void The_bytes_are_pinned()
    {
        using var net = new SmallNet(seed: 7);
        Assert.Equal("f66afea001db6866cb70beba46c07624254d09a7805f9c255c186f44828cdac0", ModuleWeights.Sha256(net));
    }

    [Fact]
    public void Bounds_biases_and_norms_are_as_written()
    {
        using var scope = NewDisposeScope();
        using var net = new SmallNet();
        // conv: 1·9 values enter an output; down: 2·9; up: 4·4/4; head: 128.
        foreach ((string name, double fanIn) in new[] { ("conv", 9), ("down", 18), ("up", 4.0), ("head", 128) })
        {
            Tensor largest = net.get_parameter(name + ".weight")!.abs().max();
            double bound = Math.Sqrt(6 / fanIn);
            Assert.InRange(largest.item<float>(), 0.8 * bound, bound);
        }
        foreach (string name in new[] { "conv.bias", "up.bias", "head.bias", "norm.bias" })
            Assert.All(net.get_parameter(name)!.data<float>().ToArray(), value => Assert.Equal(0, value));
        Assert.All(net.get_parameter("norm.weight")!.data<float>().ToArray(), value => Assert.Equal(1, value));
        Assert.Equal(0.25f, net.get_parameter("unit.weight")!.data<float>()[0]);
    }

    [Fact]
    public void Variance_is_kept_through_relu_layers_and_through_transposed_convolution()
    {
        using var scope = NewDisposeScope();
        var random = new RandomStream(4);
        using var deep = nn.Sequential(
            nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(),
            nn.Linear(512, 512));
        Initialisation.KaimingUniform(deep, random);
        Tensor x = Draw.Gaussian(random, [64, 512], ScalarType.Float32);
        // Three ReLU layers each keep E[x²]; the first linear layer doubles it.
        Assert.InRange(deep.call(x).pow(2).mean().item<float>(), 1.6, 2.4);

        using var up = nn.Sequential(nn.ConvTranspose2d(64, 32, 4, stride: 2, padding: 1));
        Initialisation.KaimingUniform(up, random, negativeSlope: 1);
        Tensor picture = Draw.Gaussian(random, [4, 64, 16, 16], ScalarType.Float32);
        Assert.InRange(up.call(picture).pow(2).mean().item<float>(), 0.85, 1.1);
    }

    [Fact]
    public void A_double_network_has_the_same_weights_to_more_digits()
    {
        using var scope = NewDisposeScope();
        using SmallNet single = new(), wide = new();
        wide.to(ScalarType.Float64);
        Initialisation.KaimingUniform(wide, new RandomStream(1));
        SameBytes.Hold(single.get_parameter("head.weight")!.detach(),
            wide.get_parameter("head.weight")!.to_type(ScalarType.Float32));
    }

    [Fact]
    public void Adding_a_layer_leaves_the_others_alone()
    {
        using var two = nn.Sequential(("a", nn.Linear(3, 4)), ("b", nn.Linear(4, 5)));
        using var one = nn.Sequential(("b", nn.Linear(4, 5)));
        Initialisation.XavierUniform(two, new RandomStream(1));
        Initialisation.XavierUniform(one, new RandomStream(1));
        SameBytes.Hold(one.get_parameter("b.weight")!, two.get_parameter("b.weight")!);
    }

    [Fact]
    public void A_network_without_layers_is_refused()
    {
        using var none = nn.Sequential(nn.ReLU());
        Assert.Throws<InputException>(() => Initialisation.KaimingUniform(none, new RandomStream(1)));
    }
}
