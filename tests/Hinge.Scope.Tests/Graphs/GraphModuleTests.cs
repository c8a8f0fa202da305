using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Scope.Certificates;
using Hinge.Testing.Samples;
using Hinge.Torch.Graphs;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Graphs;

/// <summary>Networks made from graphs are networks like any other: all rows of the specification's §18 hold.</summary>
[NoLeak]
public sealed class GraphModuleTests
{
    public static TheoryData<string> Samples() => [.. SampleGraphs.All.Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_operation_holds_every_row(string name)
    {
        (Graph graph, Dictionary<string, NdArray> weights, long[] shape) = SampleGraphs.Make(name);
        Check(graph, weights, shape, ScalarType.Float64);
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Residual_dense_and_shuffling_networks_hold_every_row(ScalarType type)
    {
        WeightSet weights = new(5);
        GraphNode[] nodes =
        [
            Convolution(weights, "head", "x", 1, 4), new("relu", "act", "head"),
            Convolution(weights, "body", "act", 4, 4), new("add", "residual", "body", "act"),
            new("concat", "dense", "residual", "act"), Convolution(weights, "tail", "dense", 8, 4),
            new("pixel-shuffle", "up", "tail") { Attributes = Attribute("factor", 2) },
            new("resize", "skip", "x") { Attributes = Attribute("scale", 2) },
            new("add", "y", "up", "skip"),
        ];
        Check(new Graph(new GraphInput("x", [1, null, null]), nodes, "y"), weights.Tensors, [1, 7, 9], type);
    }

    private static void Check(Graph graph, Dictionary<string, NdArray> weights, long[] shape, ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using GraphModule net = new(graph, weights, type);
        using Tensor x = RandomTensors.Gaussian([1, .. shape], type, new RandomStream(2));
        IReadOnlyList<CheckResult> rows = ScopeCheck.Network(net, x, pairs: 10, batch: 4);
        Assert.All(rows, row => Assert.True(row.Passed, string.Join('\n', rows)));
    }

    private static GraphNode Convolution(WeightSet weights, string name, string input, long from, long to) =>
        new("conv", name, input)
        {
            Weights = new Dictionary<string, string>
            {
                ["weight"] = weights.Add($"{name}.weight", 0, to, from, 3, 3),
                ["bias"] = weights.Add($"{name}.bias", 0, to),
            },
            Attributes = Attribute("padding", 1),
        };

    private static Dictionary<string, GraphAttribute> Attribute(string name, double value) => new() { [name] = value };
}
