using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Testing;

namespace Hinge.Core.Tests.Formats.Onnx;

public sealed class OnnxFileTests
{
    private const int Float = 1, Int32 = 6, Int64 = 7, Half = 10, Double = 11, Bool = 9, Bfloat = 16, Byte = 2;

    /// <summary>y = relu(x), encoded by hand: the smallest model.</summary>
    private static readonly byte[] s_smallest = Convert.FromHexString(
        "080812023132" + "3A27" + "0A0C0A01781201792204" + "52656C75" + "120167"
        + "5A090A017812040A020801" + "62090A017912040A020801" + "42040A00" + "1011");

    [Fact]
    public void The_smallest_model_by_hand_is_read_and_written_to_the_bit()
    {
        OnnxModel model = OnnxFile.Read(s_smallest, "m");
        OnnxNode node = Assert.Single(model.Graph.Nodes);
        Assert.Equal(("Relu", "x", "y"), (node.Op, node.Inputs[0], node.Outputs[0]));
        Assert.Equal((8, 17, "12", "g"), (model.IrVersion, model.Opsets[""], model.Producer, model.Graph.Name));
        Assert.Equal(("x", ElementType.Float32), (model.Graph.Inputs[0].Name, model.Graph.Inputs[0].Type));
        Assert.Equal(s_smallest, OnnxFile.ToBytes(model));
    }

    [Fact]
    public void Every_part_comes_back_and_same_model_same_bytes()
    {
        OnnxModel model = Sample();
        byte[] bytes = OnnxFile.ToBytes(model);
        OnnxModel read = OnnxFile.Read(bytes, "m");
        Assert.Equal(bytes, OnnxFile.ToBytes(read));
        Assert.Equal(model.Metadata, read.Metadata);
        Assert.Equal(model.Opsets, read.Opsets);
        OnnxNode node = read.Graph.Nodes[0];
        Assert.Equal("node c (Conv)", node.ToString());
        Assert.Equal([1L, -2], node.Attributes["ints"].Ints);
        Assert.Equal([0.1f, -3], node.Attributes["floats"].Floats);
        Assert.Equal(
            ("SAME", 7L, 0.25f, "Float64 [2]"),
            (node.Attributes["text"].Text, node.Attributes["int"].Ints[0], node.Attributes["float"].Floats[0],
                $"{node.Attributes["tensor"].Tensor}"));
        Assert.Equal([new(null, "batch"), new(3), new(null)], read.Graph.Inputs[0].Shape!);
        foreach ((string name, NdArray array) in model.Graph.Initialisers)
            Assert.True(array.Bytes.Span.SequenceEqual(read.Graph.Initialisers[name].Bytes.Span), name);
    }

    [Fact]
    public void Values_in_lists_of_numbers_are_read()
    {
        Assert.Equal([1.5, -2], Tensor(Float, t => t.Bytes(4, BitConverter.GetBytes(1.5f)).Single(4, -2)).ToDoubles());
        Assert.Equal([1.5, -2], Tensor(Double, t => t.Double(10, 1.5).Double(10, -2)).ToDoubles());
        Assert.Equal([7, -2], Tensor(Int32, t => t.Int64(5, 7).Int64(5, -2)).ToDoubles());
        Assert.Equal([1L << 40, -2], Tensor(Int64, t => t.Int64(7, 1L << 40).Int64(7, -2)).ToDoubles());
        Assert.Equal([1, 0], Tensor(Bool, t => t.Int64(5, 1).Int64(5, 0)).ToDoubles());
        Assert.Equal([200, 0], Tensor(Byte, t => t.Int64(5, 200).Int64(5, 0)).ToDoubles());
        Assert.Equal([1.5, -2], Tensor(Half, t => t.Int64(5, 0x3E00).Int64(5, 0xC000)).ToDoubles());
        Assert.Equal([1.5, -2], Tensor(Bfloat, t => t.Int64(5, 0x3FC0).Int64(5, 0xC000)).ToDoubles());
    }

    [Fact]
    public void Tensors_that_are_elsewhere_or_wrong_are_refused_by_name()
    {
        Refused("initialiser w lies in another file; expected the values in the model", Float, t => t.Int64(14, 1));
        Refused("initialiser w has element type 8; expected numbers of a known type", 8, t => t);
        Refused("initialiser w: shape [2] of Float32 takes 8 bytes, found 4", Float, t => t.Single(4, 1));
        Refused("initialiser w of UInt8 holds a value that does not fit it", Byte, t => t.Int64(5, 256).Int64(5, 0));

        static void Refused(string message, int type, Func<ProtobufWriter, ProtobufWriter> values) =>
            Assert.EndsWith(message, Assert.Throws<InputException>(() => Tensor(type, values)).Message);
    }

    [Fact]
    public void A_file_without_a_graph_is_no_model()
    {
        InputException refusal = Assert.Throws<InputException>(() => OnnxFile.Read(Array.Empty<byte>(), "m"));
        Assert.Equal("m: holds no graph, so is no ONNX model", refusal.Message);
    }

    [Fact]
    public void Files_are_written_whole()
    {
        using TemporaryFolder folder = new();
        OnnxFile.Write(folder.File("net.onnx"), Sample());
        Assert.Equal(OnnxFile.ToBytes(Sample()), File.ReadAllBytes(folder.File("net.onnx")));
        Assert.Equal(2, OnnxFile.Read(folder.File("net.onnx")).Graph.Initialisers.Count);
    }

    [Fact]
    public void Damaged_files_are_refused_or_read() =>
        ReaderFuzz.Hold([OnnxFile.ToBytes(Sample()), s_smallest], bytes => OnnxFile.Read(bytes, "m"));

    private static NdArray Tensor(int type, Func<ProtobufWriter, ProtobufWriter> values)
    {
        ProtobufWriter tensor = values(new ProtobufWriter().Int64(1, 2).Int64(2, type).Text(8, "w"));
        ProtobufWriter model = new ProtobufWriter().Message(7, new ProtobufWriter().Message(5, tensor));
        return OnnxFile.Read(model.Written.ToArray(), "m").Graph.Initialisers["w"];
    }

    private static OnnxModel Sample()
    {
        OnnxNode node = new("Conv", ["x", "w", ""], ["y"])
        {
            Name = "c",
            Attributes = new Dictionary<string, OnnxAttribute>
            {
                ["ints"] = new long[] { 1, -2 },
                ["floats"] = new[] { 0.1f, -3 },
                ["text"] = "SAME",
                ["int"] = 7L,
                ["float"] = 0.25f,
                ["tensor"] = NdArray.From<double>([1, 2], 2),
            },
        };
        Dictionary<string, NdArray> initialisers = new()
        {
            ["w"] = NdArray.From<float>([1, 2, 3, 4, 5, 6], 2, 3), ["b"] = NdArray.From<long>([-1]),
        };
        OnnxGraph graph = new(
            "g", [node, new OnnxNode("Own", ["y"], ["z"]) { Domain = "own" }],
            [new OnnxValue("x", ElementType.Float32, [new(null, "batch"), new(3), new(null)])],
            [new OnnxValue("z", null, null)], initialisers);
        return new OnnxModel(graph, new Dictionary<string, long> { [""] = 17, ["own"] = 1 })
        {
            Producer = "p", ProducerVersion = "1", Metadata = new Dictionary<string, string> { ["a"] = "ä" },
        };
    }
}
