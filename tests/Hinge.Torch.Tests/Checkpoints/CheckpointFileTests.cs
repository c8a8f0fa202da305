using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Checkpoints;
using Hinge.Torch.Weights;

namespace Hinge.Torch.Tests.Checkpoints;

public sealed class CheckpointFileTests
{
    private static readonly float[] s_six = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData("fsrcnn_small_x2.zip.pth", "", "", "super-resolution/fsrcnn_small_x2")]
    [InlineData("fsrcnn_small_x2.legacy.pth", "", "", "super-resolution/fsrcnn_small_x2")]
    [InlineData("resnet20-12fca82f.th", "state_dict", "module.", "classification/resnet20_cifar10")]
    public void Published_checkpoints_equal_the_converted_weights_bit_for_bit(
        string checkpoint, string section, string prefix, string converted)
    {
        string path = SharedData.Path("scope/formats/" + checkpoint);
        string weights = SharedData.Path($"scope/{converted}.safetensors");
        AssertSame(WeightFile.Read(weights), CheckpointFile.Read(path, section, prefix));
        AssertSame(WeightFile.Read(weights), WeightFile.Read(path, "state_dict.", "module."));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Views_of_a_shared_storage_are_taken_with_their_offsets_and_strides(bool legacy)
    {
        byte[] pickle = Dictionary(writer => writer
            .Text("whole").Tensor("0", "FloatStorage", 6, 0, [2, 3], [3, 1])
            .Text("turned").Tensor("0", "FloatStorage", 6, 0, [3, 2], [1, 3])
            .Text("column").Tensor("0", "FloatStorage", 6, 2, [2], [3])
            .Text("tail").Tensor("0", "FloatStorage", 6, 4, [1, 2], [77, 1])
            .Text("repeated").Tensor("0", "FloatStorage", 6, 5, [2, 2], [0, 0])
            .Text("number").Tensor("0", "FloatStorage", 6, 3, [], [])
            .Text("nothing").Tensor("0", "FloatStorage", 6, 0, [0, 4], [4, 1]));
        byte[] storage = CheckpointBytes.Singles(s_six);
        byte[] file = legacy
            ? CheckpointBytes.Legacy(pickle, ("0", 4, storage))
            : CheckpointBytes.Zip(pickle, ("data/0", storage));
        IReadOnlyDictionary<string, NdArray> tensors = CheckpointFile.Read(file, "test");
        Assert.Equal(["whole", "turned", "column", "tail", "repeated", "number", "nothing"], tensors.Keys);
        Assert.Equal(s_six, tensors["whole"].ToSingles());
        Assert.Equal([1, 4, 2, 5, 3, 6], tensors["turned"].ToSingles());
        Assert.Equal([3, 6], tensors["column"].ToSingles());
        Assert.Equal([5, 6], tensors["tail"].ToSingles());
        Assert.Equal([6, 6, 6, 6], tensors["repeated"].ToSingles());
        Assert.Equal([4], tensors["number"].ToSingles());
        Assert.Equal([0, 4], tensors["nothing"].Shape);
        Assert.Equal([3, 2], tensors["turned"].Shape);
    }

    [Theory]
    [InlineData("DoubleStorage", ElementType.Float64)]
    [InlineData("FloatStorage", ElementType.Float32)]
    [InlineData("HalfStorage", ElementType.Float16)]
    [InlineData("BFloat16Storage", ElementType.BFloat16)]
    [InlineData("LongStorage", ElementType.Int64)]
    [InlineData("IntStorage", ElementType.Int32)]
    [InlineData("ShortStorage", ElementType.Int16)]
    [InlineData("CharStorage", ElementType.Int8)]
    [InlineData("ByteStorage", ElementType.UInt8)]
    [InlineData("BoolStorage", ElementType.Boolean)]
    public void Element_types_are_kept(string storage, ElementType type)
    {
        byte[] content = new byte[3 * type.SizeInBytes()];
        for (int i = 0; i < content.Length; i++)
            content[i] = (byte)(type == ElementType.Boolean ? i % 2 : 17 * i);
        byte[] pickle = Dictionary(writer => writer.Text("t").Tensor("k", storage, 3, 0, [3], [1]));
        byte[] zip = CheckpointBytes.Zip(pickle, ("data/k", content));
        byte[] legacy = CheckpointBytes.Legacy(pickle, ("k", type.SizeInBytes(), content));
        foreach (byte[] file in (byte[][])[zip, legacy])
        {
            NdArray tensor = CheckpointFile.Read(file, "test")["t"];
            Assert.Equal(type, tensor.Type);
            Assert.Equal(content, tensor.Bytes.ToArray());
        }
    }

    [Fact]
    public void Big_endian_archives_are_turned_around()
    {
        byte[] pickle = Dictionary(writer => writer.Text("t").Tensor("0", "FloatStorage", 1, 0, [1], [1]));
        byte[] file = CheckpointBytes.Zip(pickle, ("data/0", [0x3F, 0x80, 0, 0]), ("byteorder", "big"u8.ToArray()));
        Assert.Equal([1f], CheckpointFile.Read(file, "test")["t"].ToSingles());
    }

    [Fact]
    public void Untyped_storages_take_the_type_of_their_tensors()
    {
        byte[] pickle = Dictionary(writer => writer
            .Text("t").Global("torch._utils", "_rebuild_tensor_v3").Mark().Storage("0", "UntypedStorage", 8)
            .Int(1).Ints(3).Ints(1).False().New("collections", "OrderedDict").Global("torch", "uint16")
            .Tuple().Reduce());
        byte[] file = CheckpointBytes.Zip(pickle, ("data/0", [1, 0, 2, 0, 3, 0, 4, 1]));
        NdArray tensor = CheckpointFile.Read(file, "test")["t"];
        Assert.Equal(ElementType.UInt16, tensor.Type);
        Assert.Equal([2d, 3, 260], tensor.ToDoubles());
    }

    [Fact]
    public void Names_of_nested_containers_are_joined_and_sections_and_prefixes_cut()
    {
        byte[] pickle = Dictionary(writer => writer
            .Text("epoch").Int(7)
            .Text("optimiser").EmptyDictionary().Mark().Int(0).EmptyList()
                .Mark().Tensor("0", "FloatStorage", 6, 0, [1], [1]).Op(PickleOpcode.Appends).SetItems()
            .Text("state_dict").New("collections", "OrderedDict").Mark()
                .Text("module.a.weight").Tensor("0", "FloatStorage", 6, 1, [1], [1])
                .Text("module.module.b").Global("torch._utils", "_rebuild_parameter").Mark()
                    .Tensor("0", "FloatStorage", 6, 2, [1], [1]).False().New("collections", "OrderedDict")
                    .Tuple().Reduce()
            .SetItems());
        byte[] file = CheckpointBytes.Zip(pickle, ("data/0", CheckpointBytes.Singles(s_six)));
        Assert.Equal(
            ["optimiser.0.0", "state_dict.module.a.weight", "state_dict.module.module.b"],
            CheckpointFile.Read(file, "test").Keys);
        IReadOnlyDictionary<string, NdArray> weights = CheckpointFile.Read(file, "test", "state_dict", "module.");
        Assert.Equal(["a.weight", "b"], weights.Keys);
        Assert.Equal([3f], weights["b"].ToSingles());
        InputException refusal = Assert.Throws<InputException>(() => CheckpointFile.Read(file, "test", "model"));
        Assert.Equal(
            "test: no tensor under 'model'; found 3 others: optimiser.0.0, state_dict.module.a.weight, "
            + "state_dict.module.module.b", refusal.Message);
    }

    [Fact]
    public void A_pickled_module_gives_the_names_of_its_state_dictionary()
    {
        PickleWriter pickle = new();
        Module(pickle, "my.code", "Net", _ => { }, _ => { }, modules: net => net.Text("conv").Nest(writer => Module(
            writer,
            "torch.nn.modules.conv",
            "Conv2d",
            parameters: p => p.Text("weight").Tensor("0", "FloatStorage", 6, 0, [6], [1]).Text("bias").None(),
            buffers: b => b.Text("kept").Tensor("0", "FloatStorage", 6, 4, [2], [1])
                .Text("passing").Tensor("0", "FloatStorage", 6, 4, [2], [1]),
            modules: _ => { })));
        byte[] zip = CheckpointBytes.Zip(pickle.Stop(), ("data/0", CheckpointBytes.Singles(s_six)));
        IReadOnlyDictionary<string, NdArray> tensors = CheckpointFile.Read(zip, "test");
        Assert.Equal(["conv.weight", "conv.kept"], tensors.Keys);
        Assert.Equal([5f, 6], tensors["conv.kept"].ToSingles());
    }

    [Fact]
    public void Every_protocol_gives_the_same_tensors()
    {
        byte[] content = CheckpointBytes.Singles(s_six);
        foreach (byte protocol in (byte[])[2, 3, 4, 5])
        {
            PickleWriter writer = new(protocol);
            if (protocol >= 4)
                writer.Op(PickleOpcode.Frame).Raw(10, 0, 0, 0, 0, 0, 0, 0);
            writer.EmptyDictionary().Op(PickleOpcode.Memoize).Op(PickleOpcode.ShortBinaryUnicode).Raw(1, (byte)'t')
                .Op(PickleOpcode.ShortBinaryUnicode).Raw(12).Raw("torch._utils"u8)
                .Op(PickleOpcode.ShortBinaryUnicode).Raw(18).Raw("_rebuild_tensor_v2"u8).Op(PickleOpcode.StackGlobal)
                .Mark().Storage("0", "FloatStorage", 6).Int(0)
                .Int(6).Op(PickleOpcode.Tuple1).Int(1).Op(PickleOpcode.Tuple1).False().None()
                .Tuple().Reduce().Op(PickleOpcode.SetItem);
            byte[] file = CheckpointBytes.Zip(writer.Stop(), ("data/0", content));
            Assert.Equal(s_six, CheckpointFile.Read(file, "test")["t"].ToSingles());
        }
    }

    /// <summary>A dictionary of what <paramref name="pairs"/> writes, the most common root.</summary>
    internal static byte[] Dictionary(Func<PickleWriter, PickleWriter> pairs) =>
        pairs(new PickleWriter().EmptyDictionary().Mark()).SetItems().Stop();

    private static PickleWriter Module(
        PickleWriter writer, string module, string name, Action<PickleWriter> parameters, Action<PickleWriter> buffers,
        Action<PickleWriter> modules)
    {
        writer.Global(module, name).EmptyTuple().Op(PickleOpcode.NewObject).EmptyDictionary().Mark();
        writer.Text("training").False();
        foreach ((string part, Action<PickleWriter> write) in (IEnumerable<(string, Action<PickleWriter>)>)
            [("_parameters", parameters), ("_buffers", buffers), ("_modules", modules)])
        {
            writer.Text(part).New("collections", "OrderedDict").Mark().Nest(write).Op(PickleOpcode.SetItems);
        }
        writer.Text("_non_persistent_buffers_set").Global("__builtin__", "set").Mark()
            .EmptyList().Mark().Text("passing").Op(PickleOpcode.Appends).Tuple().Reduce();
        return writer.SetItems().Build();
    }

    private static void AssertSame(
        IReadOnlyDictionary<string, NdArray> expected, IReadOnlyDictionary<string, NdArray> found)
    {
        Assert.Equal(expected.Keys.Order(), found.Keys.Order());
        foreach ((string name, NdArray value) in expected)
        {
            Assert.Equal(value.ToString(), found[name].ToString());
            Assert.True(value.Bytes.Span.SequenceEqual(found[name].Bytes.Span), name);
        }
    }
}
