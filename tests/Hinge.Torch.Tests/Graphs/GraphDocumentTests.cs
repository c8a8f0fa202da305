using System.Text;
using System.Text.RegularExpressions;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Graphs;

/// <summary>docs/graphs.md says what is so.</summary>
[NoLeak]
public sealed partial class GraphDocumentTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "graphs.md"));

    [Fact]
    public void The_example_of_the_page_runs()
    {
        Graph graph = Graph.Parse(Encoding.UTF8.GetBytes(Example().Match(s_page).Groups[1].Value), "graphs.md");
        WeightSet weights = new(1);
        weights.Add("first.weight", 0, 4, 1, 3, 3);
        weights.Add("first.bias", 0, 4);
        weights.Add("second.weight", 0, 4, 4, 3, 3);
        using DisposeScope scope = NewDisposeScope();
        using GraphModule net = new(graph, weights.Tensors);
        using Tensor x = ones(2, 1, 5, 6);
        using Tensor y = net.call(x);
        Assert.Equal([2, 1, 10, 12], y.shape);
        Assert.Equal((0, 255, ColourOrder.Luma), (graph.Input.Low, graph.Input.High, graph.Input.Colours));
    }

    [Fact]
    public void The_table_of_the_page_lists_every_operation_and_operator()
    {
        string table = s_page[s_page.IndexOf("## Operations", StringComparison.Ordinal)..];
        IEnumerable<string> listed = Row().Matches(table).Select(match => match.Groups[1].Value);
        Assert.Equal(Graph.Operations.Order(), listed.Order());
        Assert.All(OnnxReader.Operators, name => Assert.Matches($"\\b{name}\\b", table));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex("^\\| `([a-z-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
