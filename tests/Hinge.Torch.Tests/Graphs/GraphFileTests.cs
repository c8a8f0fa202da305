using System.Text;
using Hinge.Core;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Graphs;

namespace Hinge.Torch.Tests.Graphs;

public sealed class GraphFileTests
{
    private const string Minimal = """
        {"version": 1, "input": {"name": "x", "shape": [1, null, null]}, "nodes": [
          {"op": "relu", "name": "a", "in": ["x"]}, {"op": "abs", "name": "b", "in": ["a"]}], "output": "b"}
        """;

    [Theory]
    [MemberData(nameof(GraphModuleTests.Samples), MemberType = typeof(GraphModuleTests))]
    public void Graphs_come_back_as_they_were_written(string sample)
    {
        byte[] json = SampleGraphs.Make(sample).Graph.ToJson();
        Graph read = Graph.Parse(json, "net.json");
        Assert.Equal(json, read.ToJson());
        Assert.Equal(SampleGraphs.Make(sample).Graph.Nodes.Count, read.Nodes.Count);
    }

    [Fact]
    public void The_input_is_described_in_full()
    {
        Graph graph = Graph.Parse(Encoding.UTF8.GetBytes(Minimal), "net.json");
        Assert.Equal([1, null, null], graph.Input.Shape);
        Assert.Equal((0, 1, ColourOrder.Unspecified), (graph.Input.Low, graph.Input.High, graph.Input.Colours));
        GraphInput input = graph.Input with
        {
            Shape = [3, 32, null],
            High = 255,
            Colours = ColourOrder.Bgr,
            Mean = [104, 117.5, 123],
            Std = [1, 2, 0.25],
        };
        using TemporaryFolder folder = new();
        (graph with { Input = input }).Save(folder.File("net.json"));
        GraphInput read = Graph.Read(folder.File("net.json")).Input;
        Assert.Equal(input.Shape, read.Shape);
        Assert.Equal((0, 255, ColourOrder.Bgr), (read.Low, read.High, read.Colours));
        Assert.Equal(input.Mean, read.Mean);
        Assert.Equal(input.Std, read.Std);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "version: 2; expected 1")]
    [InlineData("\"output\": \"b\"", "\"output\": \"c\"", "no node is called 'c', the output")]
    [InlineData("\"op\": \"abs\"", "\"op\": \"argmax\"", "node b (argmax): unknown operation; known are conv,")]
    [InlineData("\"name\": \"b\"", "\"name\": \"a\"", "node a (abs): its name is empty or taken")]
    [InlineData("\"in\": [\"a\"]", "\"in\": [\"q\"]", "node b (abs): no earlier node or input is called 'q'")]
    [InlineData("\"in\": [\"a\"]", "\"in\": [\"a\", \"x\"]", "node b (abs): 2 inputs; expected 1")]
    [InlineData("[1, null, null]", "[1, 0, null]", "input.shape: 0; expected positive whole numbers")]
    [InlineData("[1, null, null]", "[1], \"range\": [1, 1]", "the range [1, 1] of the input is empty")]
    [InlineData("[1, null, null]", "[1], \"mean\": [1, 2]", "2 values of mean for an input of 1 channels")]
    [InlineData("[1, null, null]", "[1], \"std\": [0]", "std 0 of the input; expected positive numbers")]
    [InlineData("[1, null, null]", "[1], \"colours\": \"cmyk\"",
        "input.colours: 'cmyk'; expected luma, studio-luma, rgb or bgr")]
    [InlineData("\"in\": [\"x\"]", "\"inputs\": [\"x\"]", "nodes[0]: unknown field 'inputs'")]
    [InlineData("[\"x\"]", "[\"x\"], \"attributes\": {\"slope\": null}", "nodes[0].attributes.slope: Null;")]
    [InlineData("\"in\": [\"x\"]", "\"in\": [3]", "nodes[0].in: Number; expected text")]
    [InlineData("\"output\"", "output", "not valid JSON")]
    public void Mistakes_are_named(string sound, string mistaken, string message)
    {
        byte[] json = Encoding.UTF8.GetBytes(Minimal.Replace(sound, mistaken, StringComparison.Ordinal));
        InputException refusal = Assert.Throws<InputException>(() => Graph.Parse(json, "net.json"));
        Assert.StartsWith($"net.json: {message}", refusal.Message);
    }

    [Fact]
    public void Damaged_files_are_refused_or_read() => ReaderFuzz.Hold(
        [.. SampleGraphs.All.Select(sample => SampleGraphs.Make(sample.Name).Graph.ToJson())],
        bytes => Graph.Parse(bytes, "net.json"));
}
