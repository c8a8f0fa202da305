using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Core.Randomness;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx;

namespace Hinge.Torch.Tests.Onnx;

/// <summary>Random graphs through net.json and through ONNX (§20 of the specification).</summary>
[NoLeak]
public sealed class RandomGraphTests
{
    private static readonly string[] s_units =
    [
        "relu", "abs", "sigmoid", "tanh", "softplus", "softsign", "silu", "hard-swish", "hard-sigmoid", "selu", "mish",
    ];

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    [InlineData(4UL)]
    [InlineData(5UL)]
    [InlineData(6UL)]
    public void Random_graphs_come_back(ulong seed)
    {
        RandomStream random = new(seed);
        WeightSet weights = new(seed);
        List<GraphNode> nodes = [];
        List<string> values = ["x"];
        for (int i = 0; i < 14; i++)
        {
            GraphNode node = Next(random, weights, $"n{i}", values);
            nodes.Add(node);
            values.Add(node.Name);
        }
        Graph graph = new(new GraphInput("x", [4, null, null]), nodes, values[^1]);
        Graph parsed = Graph.Parse(graph.ToJson(), "net.json");
        Assert.Equal(graph.ToJson(), parsed.ToJson());

        byte[] model = OnnxFile.ToBytes(OnnxWriter.ToModel(parsed, weights.Tensors));
        OnnxNetwork network = OnnxReader.Read(OnnxFile.Read(model, "net.onnx"), "net.onnx");
        NdArray x = OnnxModels.Input(2, 4, 7, 6);
        Assert.Equal(
            Oracle.Module(new OnnxNetwork(graph, weights.Tensors), x).ToDoubles(),
            Oracle.Module(network, x).ToDoubles());
        Oracle.Agrees(model, x);
    }

    // Every node keeps [4, rows, columns].
    private static GraphNode Next(RandomStream random, WeightSet weights, string name, List<string> values)
    {
        string last = values[^1];
        string a = values[random.NextInt32(values.Count)], b = values[random.NextInt32(values.Count)];
        return random.NextInt32(8) switch
        {
            0 => SampleGraphs.Node("add", name, [last, a]),
            1 => SampleGraphs.Node("sub", name, [a, last]),
            2 => SampleGraphs.Node("channel-max", name, [last, a, b]),
            3 => SampleGraphs.Node("scale", name, [last], ("factor", 0.25)),
            4 => SampleGraphs.Node("clamp", name, [last], ("low", -2.0), ("high", 1.5)),
            5 => SampleGraphs.Node(
                "conv", name, [last],
                new Dictionary<string, string>
                {
                    ["weight"] = weights.Add($"{name}.weight", 0, 4, 2, 3, 3),
                    ["bias"] = weights.Add($"{name}.bias", 0, 4),
                },
                ("padding", 1.0), ("groups", 2.0)),
            _ => SampleGraphs.Node(s_units[random.NextInt32(s_units.Length)], name, [last]),
        };
    }
}
