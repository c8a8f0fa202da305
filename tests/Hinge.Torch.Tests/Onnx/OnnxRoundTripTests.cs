using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Onnx;

/// <summary>Every operation, written and read again (X5 of the specification's §18).</summary>
[NoLeak]
public sealed class OnnxRoundTripTests
{
    public static TheoryData<string> Samples() => [.. SampleGraphs.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Weights_and_outputs_come_back_to_the_bit(string name)
    {
        (Graph graph, Dictionary<string, NdArray> weights, long[] shape) = SampleGraphs.Make(name);
        OnnxNetwork network = ThereAndBack(graph, weights);
        Assert.Equal(weights.Keys.Order(), network.Weights.Keys.Order());
        Assert.All(weights, pair =>
            Assert.True(pair.Value.Bytes.Span.SequenceEqual(network.Weights[pair.Key].Bytes.Span), pair.Key));
        NdArray x = Input(3, shape);
        NdArray expected = Oracle.Module(new OnnxNetwork(graph, weights), x), found = Oracle.Module(network, x);
        Assert.Equal(expected.Shape, found.Shape);
        Assert.Equal(expected.ToDoubles(), found.ToDoubles());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void ONNX_Runtime_computes_the_same(string name)
    {
        (Graph graph, Dictionary<string, NdArray> weights, long[] shape) = SampleGraphs.Make(name);
        Oracle.Agrees(OnnxFile.ToBytes(OnnxWriter.ToModel(graph, weights)), Input(2, shape));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Networks_of_any_picture_size_come_back_where_ONNX_can_say_them(string name)
    {
        (Graph graph, Dictionary<string, NdArray> weights, long[] shape) = SampleGraphs.Make(name);
        Assert.SkipWhen(name is "reshaping" or "norms", "its shapes are fixed");
        Graph open = graph with { Input = graph.Input with { Shape = [shape[0], null, null] } };
        OnnxNetwork network = ThereAndBack(open, weights);
        Assert.Equal([shape[0], null, null], network.Graph.Input.Shape);
        NdArray x = Input(2, shape);
        Assert.Equal(
            Oracle.Module(new OnnxNetwork(graph, weights), x).ToDoubles(), Oracle.Module(network, x).ToDoubles());
    }

    [Fact]
    public void Same_network_same_bytes_and_the_oldest_operator_set_that_will_do()
    {
        foreach ((string name, long opset) in new[] { ("conv", 17L), ("resizing", 18L), ("gelu and mish", 20L),
            ("norms", 21L) })
        {
            (Graph graph, Dictionary<string, NdArray> weights, _) = SampleGraphs.Make(name);
            OnnxModel model = OnnxWriter.ToModel(graph, weights);
            Assert.Equal(opset, model.Opsets[""]);
            Assert.Equal(OnnxFile.ToBytes(model), OnnxFile.ToBytes(OnnxWriter.ToModel(graph, weights)));
        }
    }

    [Fact]
    public void Double_precision_and_what_ONNX_does_not_say_about_inputs_come_back()
    {
        (Graph graph, Dictionary<string, NdArray> weights, long[] shape) = SampleGraphs.Make("conv");
        weights["c.bias"] = NdArray.From<double>([0.1, 1 / 3.0, -7e-9, 4], 4);
        GraphInput input = graph.Input with
        {
            Low = -1, High = 255, Colours = ColourOrder.StudioLuma, Mean = [0.485, 1 / 3.0], Std = [0.25, 2],
        };
        using TemporaryFolder folder = new();
        OnnxWriter.Write(folder.File("net.onnx"), graph with { Input = input }, weights);
        OnnxNetwork network = OnnxReader.Read(folder.File("net.onnx"));
        Assert.Equal((graph with { Input = input }).ToJson(), network.Graph.ToJson());
        Assert.Equal(weights["c.bias"].ToDoubles(), network.Weights["c.bias"].ToDoubles());
        NdArray x = Input(2, shape);
        Assert.Equal(
            Oracle.Module(new OnnxNetwork(graph, weights), x, ScalarType.Float64).ToDoubles(),
            Oracle.Module(network, x, ScalarType.Float64).ToDoubles());
    }

    [Fact]
    public void What_single_precision_cannot_hold_is_refused_by_name()
    {
        WeightSet weights = new(1);
        weights.Tensors["v"] = NdArray.From<double>([0.5], 1);
        GraphNode[] nodes =
        [
            SampleGraphs.Node("constant-add", "a", ["x"], new Dictionary<string, string> { ["value"] = "v" }),
            SampleGraphs.Node("leaky-relu", "b", ["a"], ("slope", 1 / 3.0)),
        ];
        Graph graph = new(new GraphInput("x", [1]), nodes, "b");
        Hinge.Core.InputException refusal =
            Assert.Throws<Hinge.Core.InputException>(() => OnnxWriter.ToModel(graph, weights.Tensors));
        Assert.StartsWith("node b (leaky-relu): slope 0.3333333333333333 has more digits", refusal.Message);
    }

    private static OnnxNetwork ThereAndBack(Graph graph, Dictionary<string, NdArray> weights) =>
        OnnxReader.Read(OnnxFile.Read(OnnxFile.ToBytes(OnnxWriter.ToModel(graph, weights)), "net.onnx"), "net.onnx");

    private static NdArray Input(long batch, long[] shape)
    {
        double[] values = new double[shape.Aggregate(batch, (product, extent) => product * extent)];
        new RandomStream(11).FillGaussian(values);
        return NdArray.From<float>([.. values.Select(value => (float)value)], [batch, .. shape]);
    }
}
