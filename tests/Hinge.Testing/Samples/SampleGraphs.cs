using Hinge.Core.Formats;
using Hinge.Torch.Graphs;

namespace Hinge.Testing.Samples;

/// <summary>Networks as data, that between them use every operation.</summary>
internal static class SampleGraphs
{
    private static readonly double[] s_uneven = [1.5, 0.5];

    /// <summary>Nodes of one operation each, with the shape of a sample that they take.</summary>
    public static IEnumerable<(string Name, long[] Shape, Func<WeightSet, GraphNode[]> Nodes)> All =>
    [
        ("conv", [2, 7, 8], w => [Conv(w, "c", "x", 2, 4, 3, ("stride", 2L), ("padding", 1L))]),
        ("conv grouped", [4, 7, 8], w => [Conv(w, "c", "x", 2, 6, 3, ("groups", 2L), ("dilation", 2L))]),
        ("conv uneven", [2, 7, 8], w => [Conv(w, "c", "x", 2, 3, 4, ("padding", new long[] { 1, 2, 2, 0 }))]),
        ("conv same", [2, 7, 8], w => [Conv(w, "c", "x", 2, 3, 4, ("padding", "same-upper"))]),
        ("conv same strided", [2, 7, 9], w =>
            [Conv(w, "c", "x", 2, 3, 4, ("padding", "same-lower"), ("stride", new long[] { 2, 3 }))]),
        ("transposed", [3, 5, 4], w =>
        [
            Node("conv-transpose", "t", ["x"], W(("weight", w.Add("t.w", 0, 3, 2, 3, 3)), ("bias", w.Add("t.b", 0, 2))),
                ("stride", 2L), ("padding", 1L), ("output-padding", 1L)),
        ]),
        ("transposed uneven", [3, 5, 4], w =>
            [Node("conv-transpose", "t", ["x"], W(("weight", w.Add("t.w", 0, 3, 2, 4, 4))),
                ("stride", 2L), ("padding", new long[] { 1, 0, 2, 1 }))]),
        ("head", [2, 4, 4], w =>
        [
            Node("mean", "m", ["x"]), Node("flatten", "f", ["m"], ("size", 2L)),
            Node("linear", "l", ["f"], W(("weight", w.Add("l.w", 0, 5, 2)), ("bias", w.Add("l.b", 0, 5)))),
            Norm(w, "n", "l", 5, ("rank", 2L)), Node("softmax", "s", ["n"]),
        ]),
        ("sums", [3, 5, 4], w =>
        [
            Node("scale", "a", ["x"], ("factor", 0.5)),
            Node("scale", "b", ["x"], W(("factor", w.Add("factor", 1, 3, 1, 1)))),
            Node("constant-add", "c", ["b"], W(("value", w.Add("value", 1, 3, 1, 1)))),
            Node("constant-add", "d", ["c"], ("value", -0.25)),
            Node("add", "e", ["a", "d", "x"]), Node("sub", "f", ["e", "c"]),
                Node("scale", "g", ["f"], ("divisor", 3.0)),
            Node("scale", "y", ["g"], W(("divisor", w.Add("divisor", 1, 3, 1, 1)))),
        ]),
        ("concat, split, slice", [4, 6, 6], w =>
        [
            Node("identity", "i", ["x"]), Node("split", "s", ["i"], ("sizes", new long[] { 1, 3 })), 
            Node("concat", "c", ["s:1", "x", "s:0"]),
            Node("slice", "d", ["c"], ("axis", 2L), ("start", 1L), ("end", -1L), ("step", 2L)),
            Node("split", "t", ["d"], ("axis", 3L), ("parts", 3L)), Node("concat", "y", ["t:2", "t:0"]),
        ]),
        ("padding", [2, 5, 6], w =>
        [
            Node("pad", "a", ["x"], ("amounts", new long[] { 1, 0, 2, 1 })),
            Node("pad", "b", ["a"], ("amounts", new long[] { 1, 2, 0, 3 }), ("mode", "reflect")),
            Node("pad", "c", ["b"], ("amounts", new long[] { 0, 2, 1, 3 }), ("mode", "replicate")),
            Node("pad", "y", ["c"], ("amounts", 1L), ("value", 0.75)),
        ]),
        ("padded channels", [2, 5, 6], w =>
        [
            Node("pad", "a", ["x"], ("channels", new long[] { 1, 2 })),
            Node("pad", "y", ["a"], ("amounts", new long[] { 1, 0, 2, 1 }), ("channels", 1L), ("value", 0.5)),
        ]),
        ("shuffles", [8, 3, 4], w =>
        [
            Node("pixel-shuffle", "a", ["x"], ("factor", 2L)), Node("pixel-unshuffle", "b", ["a"], ("factor", 2L)),
            Node("pixel-shuffle", "c", ["b"], ("factor", 2L), ("order", "dcr")), Node("relu", "d", ["c"]),
            Node("pixel-unshuffle", "y", ["d"], ("factor", 2L), ("order", "dcr")),
        ]),
        ("reshaping", [6, 3, 4], w =>
        [
            Node("reshape", "a", ["x"], ("shape", new long[] { 2, 3, -1, 4 })),
            Node("transpose", "b", ["a"], ("axes", new long[] { 0, 2, 1, 3, 4 })),
            Node("reshape", "y", ["b"], ("shape", new long[] { 6, 3, 4 })),
        ]),
        ("resizing", [2, 4, 5], w =>
        [
            Node("resize", "a", ["x"], ("scale", 2.0)),
            Node("resize", "b", ["a"], ("scale", s_uneven), ("mode", "bilinear")),
            Node("resize", "c", ["b"], ("size", new long[] { 9, 7 }), ("mode", "bicubic")),
            Node("resize", "y", ["c"], ("size", new long[] { 5, 8 }), ("mode", "bilinear"), ("align-corners", true)),
        ]),
        ("pooling", [2, 13, 12], w =>
        [
            Node("max-pool", "a", ["x"], ("kernel", 3L), ("stride", 2L), ("padding", 1L), ("ceil", true)),
            Node("avg-pool", "b", ["a"], ("kernel", 3L), ("stride", 1L), ("padding", 1L)),
            Node("avg-pool", "c", ["b"], ("kernel", 2L), ("stride", 1L), ("padding", new long[] { 0, 0, 1, 1 }),
                ("count-padding", true)),
            Node("max-pool", "d", ["c"], ("kernel", 2L), ("stride", 2L), ("padding", "same-upper")),
            Node("max-pool", "y", ["d"], ("kernel", 3L), ("stride", 1L), ("padding", new long[] { 0, 1, 2, 0 })),
        ]),
        ("norms", [4, 5, 6], w =>
        [
            Norm(w, "a", "x", 4),
            Node("instance-norm", "b", ["a"], W(("weight", w.Add("b.w", 1, 4)), ("bias", w.Add("b.b", 0, 4)))),
            Node("group-norm", "c", ["b"], W(("weight", w.Add("c.w", 1, 4)), ("bias", w.Add("c.b", 0, 4))),
                ("groups", 2L)),
            Node("layer-norm", "y", ["c"], W(("weight", w.Add("y.w", 1, 5, 6)), ("bias", w.Add("y.b", 0, 5, 6))),
                ("epsilon", 1e-3)),
        ]),
        ("piecewise linear", [4, 5, 6], w =>
        [
            Node("leaky-relu", "a", ["x"], ("slope", 0.2)),
            Node("prelu", "b", ["a"], W(("slope", w.Add("slope", 0.3, 4, 1, 1)))),
            Node("clamp", "c", ["b"], ("low", -0.5), ("high", 0.75)), Node("abs", "d", ["c"]),
            Node("hard-sigmoid", "e", ["d"]), Node("threshold", "f", ["x"], ("threshold", 0.1)),
            Node("clamp", "g", ["f"], ("high", 0.5)), Node("relu", "h", ["x"]), Node("add", "y", ["e", "g", "h"]),
        ]),
        ("maxima", [6, 3, 4], w =>
        [
            Node("channel-max", "a", ["x"], ("pieces", 3L)), Node("scale", "b", ["a"], ("factor", -0.5)),
            Node("channel-max", "c", ["a", "b"]), Node("channel-max", "y", ["c"]),
        ]),
        ("smooth", [3, 4, 5], w =>
        [
            Node("sigmoid", "a", ["x"]), Node("tanh", "b", ["a"]), Node("softplus", "c", ["b"]),
            Node("elu", "d", ["x"]),
            Node("silu", "f", ["d"]), Node("hard-swish", "g", ["f"]), Node("celu", "h", ["x"], ("alpha", 0.5)),
            Node("selu", "i", ["h"]), Node("softsign", "j", ["i"]), Node("add", "y", ["c", "g", "j"]),
        ]),
        ("gelu and mish", [3, 4, 5], w =>
        [
            Node("gelu", "a", ["x"]), Node("mish", "b", ["a"]), Node("log-softmax", "y", ["b"]),
       
        ]),
        ("gates", [4, 3, 3], w =>
        [
            Node("mean", "m", ["x"]), Conv(w, "e", "m", 4, 4, 1), Node("sigmoid", "s", ["e"]),
            Node("gate", "g", ["x", "s"]), Node("gate", "y", ["g", "x"]),
        ]),
    ];

    /// <summary>One of the networks, whole.</summary>
    public static (Graph Graph, Dictionary<string, NdArray> Weights, long[] Shape) Make(string name)
    {
        (_, long[] shape, Func<WeightSet, GraphNode[]> make) = All.First(sample => sample.Name == name);
        WeightSet weights = new(3);
        GraphNode[] nodes = make(weights);
        GraphInput input = new("x", [.. shape.Select(extent => (long?)extent)]);
        return (new Graph(input, nodes, nodes[^1].Name), weights.Tensors, shape);
    }

    public static GraphNode Node(
        string op, string name, string[] inputs, params (string, GraphAttribute)[] attributes) =>
        Node(op, name, inputs, [], attributes);

    public static GraphNode Node(
        string op, string name, string[] inputs, Dictionary<string, string> weights,
        params (string Name, GraphAttribute Value)[] attributes) => new(op, name, inputs)
        {
            Weights = weights,
            Attributes = attributes.ToDictionary(pair => pair.Name, pair => pair.Value),
        };

    private static Dictionary<string, string> W(params (string Part, string Name)[] weights) =>
        weights.ToDictionary(pair => pair.Part, pair => pair.Name);

    private static GraphNode Conv(
        WeightSet weights, string name, string input, long from, long to, long kernel,
        params (string, GraphAttribute)[] attributes) => Node("conv", name, [input], W(
            ("weight", weights.Add($"{name}.weight", 0, to, from, kernel, kernel)),
            ("bias", weights.Add($"{name}.bias", 0, to))), attributes);

    private static GraphNode Norm(
        WeightSet weights, string name, string input, long features, params (string, GraphAttribute)[] attributes) =>
        Node("batch-norm", name, [input], W(
            ("weight", weights.Add($"{name}.weight", 1, features)), ("bias", weights.Add($"{name}.bias", 0, features)),
            ("mean", weights.Add($"{name}.mean", 0, features)),
            ("variance", weights.Add($"{name}.variance", 1, features))), attributes);
}
