using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;
using Hinge.Torch.Onnx.Reading;
using static TorchSharp.torch;

namespace Hinge.Torch.Onnx.Writing;

/// <summary>An ONNX graph in the making.</summary>
internal sealed class ModelWriter
{
    private const int OldestOpset = 17;

    private readonly Graph _graph;
    private readonly IReadOnlyDictionary<string, NdArray> _weights;
    private readonly List<OnnxNode> _nodes = [];
    private readonly OrderedDictionary<string, NdArray> _initialisers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _initialiserNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Extent[]> _shapes = new(StringComparer.Ordinal);

    public ModelWriter(Graph graph, IReadOnlyDictionary<string, NdArray> weights)
    {
        (_graph, _weights) = (graph, weights);
        foreach (GraphNode node in graph.Nodes)
        {
            if (node.Weights.Values.FirstOrDefault(name => !weights.ContainsKey(name)) is { } missing)
                throw new InputException($"{node}: no weight is called {Printable.Text(missing)}");
            _names.UnionWith(GraphOperations.Find(node.Op)!.Results(node));
        }
        _names.Add(graph.Input.Name);
        IEnumerable<NdArray> named = graph.Nodes.SelectMany(node => node.Weights.Values).Select(name => weights[name]);
        Type = named.Any(weight => weight.Type == ElementType.Float64) ? ElementType.Float64 : ElementType.Float32;
        Opset = graph.Nodes.Select(GraphOperators.Opset).Append(OldestOpset).Max();
    }

    /// <summary>Version of the operators.</summary>
    public int Opset { get; }

    /// <summary>Type of the values.</summary>
    public ElementType Type { get; }

    /// <summary>The whole model.</summary>
    public OnnxModel Write()
    {
        GraphShapes shapes = new();
        _shapes.Add(
            _graph.Input.Name, [Extent.Batch, .. _graph.Input.Shape.Select(extent => extent ?? shapes.Fresh())]);
        foreach (GraphNode node in _graph.Nodes)
        {
            Extent[][] results = Shapes(node, shapes);
            foreach ((string name, Extent[] shape) in GraphOperations.Find(node.Op)!.Results(node).Zip(results))
                _shapes.Add(name, shape);
            NodeBuilder settings = new(node, _weights, ScalarType.Float32, (_, _) => { });
            GraphOperators.Find(node.Op)(new NodeWriter(settings, this));
            settings.RequireAllRead();
        }
        string output = _graph.Output;
        if (output == _graph.Input.Name)
            Add("Identity", [output], [output = NewName($"{output}/output")], "", []);
        return new OnnxModel(
            new OnnxGraph("hinge", _nodes, [Value(_graph.Input.Name, "axis")], [Value(output, "")], _initialisers),
            new Dictionary<string, long> { [""] = Opset })
        {
            IrVersion = Opset >= 21 ? 10 : Opset >= 20 ? 9 : 8,
            Producer = "hinge",
            Metadata = InputMetadata.Of(_graph.Input),
        };
    }

    /// <summary>Shape of a value, the batch first.</summary>
    public Extent[] Shape(string value) => _shapes[value];

    /// <summary>A name that is not taken.</summary>
    public string NewName(string wanted)
    {
        string unique = wanted;
        for (int i = 2; !_names.Add(unique); i++)
            unique = $"{wanted}-{i}";
        return unique;
    }

    /// <summary>Adds a node.</summary>
    public void Add(
        string op,
        IReadOnlyList<string> inputs,
        IReadOnlyList<string> outputs,
        string name,
        IEnumerable<(string Name, OnnxAttribute? Value)> attributes)
    {
        OrderedDictionary<string, OnnxAttribute> given = new(StringComparer.Ordinal);
        foreach ((string attribute, OnnxAttribute? value) in attributes)
        {
            if (value is not null)
                given.Add(attribute, value);
        }
        _nodes.Add(new OnnxNode(op, inputs, outputs) { Name = name, Attributes = given });
    }

    /// <summary>A tensor of the graph's file, in the type and shape that the network needs; written once.</summary>
    public string Weight(string name, NdArray array)
    {
        string key = $"{name} {array}";
        if (!_initialiserNames.TryGetValue(key, out string? written))
        {
            written = Constant(name, ConstantFolding.Convert(array, Type));
            _initialiserNames.Add(key, written);
        }
        return written;
    }

    /// <summary>A tensor of the writer's own.</summary>
    public string Constant(string name, NdArray array)
    {
        string unique = NewName(name);
        _initialisers.Add(unique, array);
        return unique;
    }

    private Extent[][] Shapes(GraphNode node, GraphShapes shapes)
    {
        try
        {
            return shapes.Of(node, [.. node.Inputs.Select(input => _shapes[input])], _weights);
        }
        catch (OverflowException cause)
        {
            throw new InputException($"{node}: sizes beyond 64 bits", cause);
        }
    }

    private OnnxValue Value(string name, string unknown)
    {
        Extent[] shape = _shapes.GetValueOrDefault(name, _shapes[_graph.Input.Name]);
        return new OnnxValue(name, Type, [.. shape.Select((extent, axis) => extent == Extent.Batch
            ? new OnnxDimension(null, "batch")
            : new OnnxDimension(
                extent.Number, extent.Number is null && unknown.Length > 0 ? $"{unknown}{axis}" : null))]);
    }
}
