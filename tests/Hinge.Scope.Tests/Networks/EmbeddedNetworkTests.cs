using System.Globalization;
using System.Security.Cryptography;
using Hinge.Core;
using Hinge.Scope.Networks;
using Hinge.Scope.Training;
using Hinge.Torch.Weights;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

[NoLeak]
public class EmbeddedNetworkTests
{
    public static TheoryData<string> Names => [.. EmbeddedNetworks.All.Select(network => network.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void It_loads_in_evaluation_mode_with_the_weights_of_the_run(string name)
    {
        EmbeddedNetwork embedded = EmbeddedNetworks.Find(name);
        using nn.Module<Tensor, Tensor> net = embedded.Load();
        SampleResult result = EmbeddedNetworks.ReadResult().Networks.Single(each => each.Network == name);

        Assert.All(net.modules().Prepend(net), module => Assert.False(module.training));
        Assert.Equal(embedded.Parameters, net.parameters().Sum(parameter => parameter.numel()));
        Assert.Equal(result.Sha256, ModuleWeights.Sha256(net));
        Assert.Equal(result.Sha256,
            Convert.ToHexStringLower(SHA256.HashData(EmbeddedNetworks.Resource(name + ".safetensors"))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_quality_measured_again_is_the_one_it_states(string name)
    {
        EmbeddedNetwork embedded = EmbeddedNetworks.Find(name);
        using nn.Module<Tensor, Tensor> net = embedded.Load();
        using SampleTask task = SampleTask.For(net);
        SampleQuality stated = embedded.Quality, measured = task.Measure(net);

        // Another machine may round one digit of 500 to the other side, and a PSNR in its last places.
        double leeway = stated.Measure == SampleQuality.Accuracy ? 0.002 : 0.001;
        Assert.Equal(stated.Value, measured.Value, leeway);
        Assert.Equal(stated.Baseline, measured.Baseline, leeway);
        Assert.Equal(stated with { Value = 0, Baseline = 0 }, measured with { Value = 0, Baseline = 0 });
    }

    [Theory]
    [InlineData("tiny-digits-bn", 0.97)]
    [InlineData("tiny-digits-free", 0.95)]
    public void A_digit_network_tells_most_digits_right(string name, double least) =>
        Assert.InRange(EmbeddedNetworks.Find(name).Quality.Value, least, 1);

    [Fact]
    public void Super_resolution_beats_bicubic_interpolation_by_half_a_decibel()
    {
        SampleQuality quality = EmbeddedNetworks.Find("tiny-sr").Quality;
        Assert.InRange(quality.Value - quality.Baseline, 0.5, 10);
    }

    [Fact]
    public void The_style_is_learnt_far_better_than_by_handing_the_picture_on()
    {
        SampleQuality quality = EmbeddedNetworks.Find("tiny-style").Quality;
        Assert.InRange(quality.Value - quality.Baseline, 12, 30);
    }

    [Fact]
    public void The_style_keeps_sizes_divisible_by_four()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = EmbeddedNetworks.Find("tiny-style").Load();
        Assert.Equal([2, 1, 8, 20], net.call(zeros(2, 1, 8, 20)).shape);
        Tensor y = net.call(SampleInputs.Of("tiny-style", 2));
        Assert.Equal([2, 1, 20, 24], y.shape);
        Assert.InRange(y.min().ToDouble(), 0, 0.2);
        Assert.InRange(y.max().ToDouble(), 0.8, 1);
    }

    [Fact]
    public void Super_resolution_takes_any_size()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = EmbeddedNetworks.Find("tiny-sr").Load();
        Assert.Equal([2, 1, 14, 10], net.call(zeros(2, 1, 7, 5)).shape);
        Assert.Equal([1, 1, 2, 2], net.call(zeros(1, 1, 1, 1)).shape);
    }

    [Fact]
    public void The_network_without_biases_has_no_constant_and_doubles_with_its_input()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> net = EmbeddedNetworks.Find("tiny-digits-free").Load();
        Assert.DoesNotContain(net.named_parameters(), entry => entry.name.EndsWith("bias", StringComparison.Ordinal));

        // Doubling is exact in floating point, and so is every operation on doubled numbers.
        Tensor x = SampleInputs.Of("tiny-digits-free", 64);
        Assert.Equal(0, net.call(2 * x).ne(2 * net.call(x)).count_nonzero().ToInt64());
        Assert.Equal(0, net.call(zeros_like(x)).count_nonzero().ToInt64());
    }

    [Fact]
    public void Together_the_weights_stay_small() =>
        Assert.InRange(EmbeddedNetworks.All.Sum(net => EmbeddedNetworks.Resource(net.Name + ".safetensors").Length),
            1, 250 * 1024);

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones() =>
        Assert.Equal(
            "no embedded network is called 'tiny'; there are tiny-digits-bn, tiny-digits-free, tiny-sr, tiny-style",
            Assert.Throws<InputException>(() => EmbeddedNetworks.Find("tiny")).Message);

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_page_states_the_measured_numbers(string name)
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "scope-readme.md"));
        SampleResult result = EmbeddedNetworks.ReadResult().Networks.Single(each => each.Network == name);
        string start = $"| {name}.safetensors |";
        string row = page.Split('\n').Single(line => line.StartsWith(start, StringComparison.Ordinal));
        int bytes = EmbeddedNetworks.Resource(name + ".safetensors").Length;

        Assert.Contains($"`{result.Sha256}`", row);
        Assert.Contains(bytes.ToString("N0", CultureInfo.InvariantCulture), row);
        Assert.Contains(result.Quality.ToString(), row);
    }
}
