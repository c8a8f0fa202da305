using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Scope.Networks;
using Hinge.Torch.Tensors;
using Hinge.Torch.Weights;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

[NoLeak]
public class ArchitectureTests
{
    private static readonly ArchitectureOptions s_small = new() { Width = 8, Classes = 5, Scale = 3 };

    public static TheoryData<string> Names => [.. Architectures.All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_saved_is_read_again_with_the_same_shape(string name)
    {
        using TemporaryFolder folder = new();
        using DisposeScope scope = NewDisposeScope();
        Architecture architecture = Architectures.Find(name);
        ArchitectureOptions options = s_small with { Depth = Depth(name) };
        using nn.Module<Tensor, Tensor> one = architecture.Create(seed: 2, options);
        string path = folder.File("w.safetensors");
        ModuleWeights.Save(one, path);
        using nn.Module<Tensor, Tensor> other = architecture.Load(path, options);
        Assert.Equal(ModuleWeights.Sha256(one), ModuleWeights.Sha256(other));
        Assert.Equal(one.parameters().Sum(each => each.numel()), other.parameters().Sum(each => each.numel()));
        Assert.False(other.training);

        Tensor x = rand(1, architecture.Input.Channels, 40, 48);
        using IDisposable constant = no_grad();
        Assert.Equal(one.call(x).data<float>().ToArray(), other.call(x).data<float>().ToArray());
    }

    [Fact]
    public void A_seed_decides_the_weights()
    {
        using nn.Module<Tensor, Tensor> a = Architectures.Find("espcn").Create(1);
        using nn.Module<Tensor, Tensor> b = Architectures.Find("espcn").Create(1);
        using nn.Module<Tensor, Tensor> c = Architectures.Find("espcn").Create(2);
        Assert.Equal(ModuleWeights.Sha256(a), ModuleWeights.Sha256(b));
        Assert.NotEqual(ModuleWeights.Sha256(a), ModuleWeights.Sha256(c));
    }

    [Theory]
    [InlineData("resnet18", 11_689_512)]
    [InlineData("vgg11", 132_863_336)]
    [InlineData("vgg11-bn", 132_868_840)]
    [InlineData("squeezenet", 1_248_424)]
    [InlineData("resnet20", 269_722)]
    [InlineData("resnet56", 853_018)]
    [InlineData("densenet", 176_122)]
    [InlineData("cyclegan", 11_378_179)]
    [InlineData("edsr", 1_369_859)]
    [InlineData("rrdn", 7_239_968)]
    [InlineData("vdsr", 664_704)]
    public void Published_forms_have_the_published_number_of_parameters(string name, long expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Architecture architecture = Architectures.Find(name);
        // The largest ones are counted, not filled.
        using nn.Module<Tensor, Tensor> network = name.StartsWith("vgg11", StringComparison.Ordinal)
            ? new Vgg11(name == "vgg11-bn")
            : architecture.Create(1);
        Assert.Equal(expected, network.parameters().Where(each => each.requires_grad).Sum(each => each.numel()));
    }

    [Fact]
    public void The_mean_that_EDSR_takes_off_is_not_drawn()
    {
        using nn.Module<Tensor, Tensor> network = Architectures.Find("edsr").Create(1, s_small);
        Dictionary<string, Tensor> weights = network.state_dict();
        Assert.Equal([114.444f, 111.4605f, 103.02f], weights["add_mean.bias"].data<float>().ToArray());
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], weights["sub_mean.weight"].data<float>().ToArray());
    }

    [Fact]
    public void The_transposed_tail_of_FSRCNN_needs_its_scale()
    {
        using DisposeScope scope = NewDisposeScope();
        using Hinge.Scope.Networks.Fsrcnn network = new(3, 8, 4, 2, UpsamplingTail.TransposedConvolution);
        byte[] bytes = SafetensorsFile.ToBytes(
            network.state_dict().Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToNdArray())));
        SafetensorsFile file = SafetensorsFile.Read(bytes, "w");
        Architecture architecture = Architectures.Find("fsrcnn");
        Assert.Contains("the scale of fsrcnn must be given",
            Assert.Throws<InputException>(() => architecture.Load(file.Tensors)).Message);
        using nn.Module<Tensor, Tensor> read = architecture.Load(file.Tensors, options: new() { Scale = 3 });
        using Tensor x = rand(1, 1, 5, 6);
        using Tensor y = read.call(x);
        Assert.Equal([1, 1, 15, 18], y.shape);
    }

    [Theory]
    [InlineData("fsrcnn", "no tensor feature.weight: not the weights of fsrcnn (found a, b, … 2 in all)")]
    [InlineData("resnet20", "these are the weights of resnet2, not of resnet20")]
    [InlineData("espcn", "no tensor conv3.weight")]
    [InlineData("edge-sr-max", "the scale of edge-sr-max must be given")]
    public void Weights_of_other_networks_are_refused(string name, string message)
    {
        NdArray array = NdArray.From<float>(new float[4], 4);
        SafetensorsFile file = SafetensorsFile.Read(
            SafetensorsFile.ToBytes([KeyValuePair.Create("a", array), KeyValuePair.Create("b", array)]), "other");
        Assert.Contains(message,
            Assert.Throws<InputException>(() => Architectures.Find(name).Load(file.Tensors, "other")).Message);
    }

    [Fact]
    public void A_shape_that_is_no_network_is_refused()
    {
        NdArray conv1 = NdArray.From<float>(new float[8], 8, 1, 1, 1);
        NdArray conv3 = NdArray.From<float>(new float[5], 5, 1, 1, 1);
        SafetensorsFile file = SafetensorsFile.Read(
            SafetensorsFile.ToBytes(
                [KeyValuePair.Create("conv1.weight", conv1), KeyValuePair.Create("conv3.weight", conv3)]),
            "other");
        Assert.Contains("conv3.weight has 5 channels a pixel; espcn expects a square",
            Assert.Throws<InputException>(() => Architectures.Find("espcn").Load(file.Tensors, "other")).Message);
    }

    [Fact]
    public void Bad_names_and_options_are_refused()
    {
        Assert.Contains("there are fsrcnn, espcn",
            Assert.Throws<InputException>(() => Architectures.Find("resnet-21")).Message);
        Assert.Contains("6n + 2",
            Assert.Throws<InputException>(() =>
                Architectures.Find("resnet20").Create(1, new() { Depth = 21 })).Message);
        Assert.Contains("6n + 4",
            Assert.Throws<InputException>(() =>
                Architectures.Find("densenet").Create(1, new() { Depth = 41 })).Message);
        Assert.Contains("a scale of 1 is outside 2",
            Assert.Throws<InputException>(() => Architectures.Find("espcn").Create(1, new() { Scale = 1 })).Message);
    }

    private static int? Depth(string name) => name switch
    {
        "resnet20" or "resnet32" or "resnet44" or "resnet56" => null,
        "densenet" => 16,
        "vdsr" => 5,
        _ => 4,
    };
}
