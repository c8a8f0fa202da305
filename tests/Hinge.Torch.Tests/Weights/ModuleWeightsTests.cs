using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Testing;
using Hinge.Testing.Laws;
using Hinge.Torch.Tensors;
using Hinge.Torch.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Weights;

[NoLeak]
public sealed class ModuleWeightsTests
{
    [Fact]
    public void Saved_weights_come_back_to_the_byte()
    {
        using var folder = new TemporaryFolder();
        using SmallNet net = new(seed: 1), other = new(seed: 2);
        Assert.NotEqual(ModuleWeights.Sha256(net), ModuleWeights.Sha256(other));
        ModuleWeights.Save(net, folder.File("w"));
        LoadedWeights loaded = ModuleWeights.Load(other, folder.File("w"));
        SameBytes.Hold(net, other);
        Assert.Equal(net.state_dict().Count, loaded.Tensors);
        Assert.Empty(loaded.Widened);
    }

    [Fact]
    public void Same_weights_give_the_same_file_and_its_hash()
    {
        using var folder = new TemporaryFolder();
        using SmallNet net = new(), twin = new();
        ModuleWeights.Save(net, folder.File("a"));
        ModuleWeights.Save(twin, folder.File("b"));
        SameBytes.HoldInFiles(folder.File("a"), folder.File("b"));
        byte[] hash = System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder.File("a")));
        Assert.Equal(Convert.ToHexStringLower(hash), ModuleWeights.Sha256(net));
    }

    [Fact]
    public void The_hash_sees_one_bit_a_name_and_a_buffer()
    {
        using var net = new SmallNet();
        string before = ModuleWeights.Sha256(net);
        using (no_grad())
        {
            using Tensor bias = net.Head.bias![2];
            bias.fill_(1e-45f);
        }
        string after = ModuleWeights.Sha256(net);
        Assert.NotEqual(before, after);
        using Tensor mean = net.get_buffer("norm.running_mean")!.fill_(1);
        Assert.NotEqual(after, ModuleWeights.Sha256(net));
        using var a = nn.Sequential(("a", nn.Linear(2, 2)));
        using var b = nn.Sequential(("b", nn.Linear(2, 2)));
        foreach (Tensor value in a.parameters().Concat(b.parameters()))
            nn.init.zeros_(value);
        Assert.NotEqual(ModuleWeights.Sha256(a), ModuleWeights.Sha256(b));
    }

    [Fact]
    public void Every_misfit_is_named_in_one_line_and_nothing_changes()
    {
        using var net = new SmallNet();
        string before = ModuleWeights.Sha256(net);
        Dictionary<string, NdArray> tensors = Read(net);
        tensors["conv.bias"] = NdArray.From<float>(new float[5], 5);
        tensors["head.weight"] = NdArray.From<double>(new double[3 * 128], 3, 128);
        tensors.Remove("up.bias");
        tensors["extra"] = NdArray.From<float>([1]);
        tensors["conv.weight"] = NdArray.From<float>(new float[36], 4, 1, 3, 3);
        InputException refused = Assert.Throws<InputException>(() => ModuleWeights.Load(net, Packed(tensors)));
        Assert.Equal("weights: 4 tensors do not fit SmallNet (13 found, 13 expected): "
            + "conv.bias found Float32 [5], expected Float32 [4]; "
            + "up.bias missing, expected Float32 [2]; "
            + "head.weight found Float64 [3, 128], expected Float32 [3, 128]; "
            + "extra not expected, found Float32 []", refused.Message);
        Assert.Equal(before, ModuleWeights.Sha256(net));
    }

    [Fact]
    public void Of_many_misfits_sixteen_are_shown()
    {
        using var net = nn.Linear(1, 1);
        Dictionary<string, NdArray> tensors = Enumerable.Range(10, 30)
            .ToDictionary(i => $"t{i}", _ => NdArray.From<float>([0]));
        string message = Assert.Throws<InputException>(() => ModuleWeights.Load(net, Packed(tensors))).Message;
        Assert.Contains("weight missing", message);
        Assert.Contains("t23 not expected", message);
        Assert.DoesNotContain("t24", message);
        Assert.EndsWith("; and 16 more", message);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Narrow_floats_are_widened_exactly_and_reported()
    {
        using var net = nn.Linear(2, 1);
        var tensors = new Dictionary<string, NdArray>
        {
            ["weight"] = NdArray.From<Half>([(Half)0.1f, (Half)(-3)], 1, 2),
            ["bias"] = new NdArray(ElementType.BFloat16, new byte[] { 0xCD, 0x3D }, 1),
        };
        LoadedWeights loaded = ModuleWeights.Load(net, Packed(tensors));
        Assert.Equal([(float)(Half)0.1f, -3], net.weight.data<float>().ToArray());
        Assert.Equal(BitConverter.Int32BitsToSingle(0x3DCD << 16), net.bias!.item<float>());
        Assert.Equal(["bias", "weight"], loaded.Widened.Order());
    }

    [Fact]
    public void Single_precision_loads_into_a_double_network_and_not_the_reverse()
    {
        using var folder = new TemporaryFolder();
        using SmallNet single = new(seed: 1), wide = new(seed: 2);
        wide.to(ScalarType.Float64);
        ModuleWeights.Save(single, folder.File("single"));
        ModuleWeights.Load(wide, folder.File("single"));
        Assert.Equal(Read(single)["conv.weight"].ToDoubles(), Read(wide)["conv.weight"].ToDoubles());
        ModuleWeights.Save(wide, folder.File("wide"));
        string message = Assert.Throws<InputException>(() => ModuleWeights.Load(single, folder.File("wide"))).Message;
        Assert.Contains("conv.weight found Float64 [4, 1, 3, 3], expected Float32 [4, 1, 3, 3]", message);
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused_both_ways()
    {
        using var folder = new TemporaryFolder();
        using var net = new SmallNet();
        string before = ModuleWeights.Sha256(net);
        Dictionary<string, NdArray> tensors = Read(net);
        tensors["head.bias"] = NdArray.From<float>([0, float.PositiveInfinity, float.NaN], 3);
        SafetensorsFile.Write(folder.File("bad"), tensors);
        InputException refused = Assert.Throws<InputException>(() => ModuleWeights.Load(net, folder.File("bad")));
        Assert.Equal($"'{folder.File("bad")}': head.bias holds Infinity at [1], expected finite numbers",
            refused.Message);
        Assert.Equal(before, ModuleWeights.Sha256(net));

        using (no_grad())
        {
            using Tensor one = net.Head.bias![0];
            one.fill_(float.NaN);
        }
        RunFailedException kept = Assert.Throws<RunFailedException>(() => ModuleWeights.Save(net, folder.File("new")));
        Assert.Contains("head.bias holds NaN at [0]", kept.Message);
        Assert.Equal(["bad"], folder.Names());
    }

    [Fact]
    public void Prefixes_are_cut_on_request_only()
    {
        using SmallNet net = new(seed: 1), other = new(seed: 2);
        Dictionary<string, NdArray> prefixed =
            Read(net).ToDictionary(pair => "state_dict.module.module." + pair.Key, pair => pair.Value);
        Assert.Throws<InputException>(() => ModuleWeights.Load(other, Packed(prefixed)));
        Assert.Throws<InputException>(() => ModuleWeights.Load(other, Packed(prefixed), "weights", "module."));
        ModuleWeights.Load(other, Packed(prefixed), "weights", "module.", "state_dict.");
        SameBytes.Hold(net, other);
        prefixed["conv.bias"] = prefixed["state_dict.module.module.conv.bias"];
        string message = Assert.Throws<InputException>(
            () => ModuleWeights.Load(other, Packed(prefixed), "weights", "module.", "state_dict.")).Message;
        Assert.Equal("weights: two tensors are called conv.bias once prefixes are cut off", message);
    }

    [Fact]
    public void The_batch_counter_may_be_absent()
    {
        using SmallNet net = new(seed: 1), other = new(seed: 2);
        Dictionary<string, NdArray> tensors = Read(net);
        Assert.True(tensors.Remove("norm.num_batches_tracked"));
        ModuleWeights.Load(other, Packed(tensors));
        SameBytes.Hold(net, other);
    }

    [Fact]
    public void A_shared_layer_is_saved_under_both_names_and_needs_one()
    {
        using var folder = new TemporaryFolder();
        using TwiceNet net = new(), other = new();
        ModuleWeights.Save(net, folder.File("w"));
        Dictionary<string, NdArray> tensors = new(SafetensorsFile.Read(folder.File("w")).Tensors);
        Assert.Equal(["first.bias", "first.weight", "second.bias", "second.weight"], tensors.Keys.Order());
        ModuleWeights.Load(other, folder.File("w"));
        SameBytes.Hold(net, other);

        tensors.Remove("first.weight");
        using var third = new TwiceNet();
        ModuleWeights.Load(third, Packed(tensors));
        SameBytes.Hold(net, third);

        tensors["first.weight"] = NdArray.From<float>([9], 1, 1);
        string message = Assert.Throws<InputException>(() => ModuleWeights.Load(third, Packed(tensors))).Message;
        Assert.Contains("second.weight differs from first.weight, expected one shared tensor", message);
    }

    [Fact]
    public void Loading_keeps_gradients_wanted_and_leaves_no_history()
    {
        using var net = new SmallNet();
        ModuleWeights.Load(net, Packed(Read(net)));
        Assert.All(net.parameters(), parameter => Assert.True(parameter.requires_grad && parameter.is_leaf));
    }

    private static Dictionary<string, NdArray> Read(nn.Module module) =>
        module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.ToNdArray());

    private static SafetensorsFile Packed(Dictionary<string, NdArray> tensors) =>
        SafetensorsFile.Read(SafetensorsFile.ToBytes(tensors), "memory");

    private sealed class TwiceNet : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear _shared = nn.Linear(1, 1);

        public TwiceNet() : base("TwiceNet")
        {
            register_module("first", _shared);
            register_module("second", _shared);
        }

        public override Tensor forward(Tensor input) => _shared.call(_shared.call(input));
    }
}
