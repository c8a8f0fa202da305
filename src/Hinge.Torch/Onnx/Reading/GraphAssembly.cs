using Hinge.Core.Formats;
using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>A graph in the making.</summary>
internal sealed class GraphAssembly
{
    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<string, NdArray> _weights = new(StringComparer.Ordinal);
    private readonly Dictionary<(NdArray Source, string Name), ConstantValue> _derived = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Shapes of its values.</summary>
    public GraphShapes Shapes { get; } = new();

    /// <summary>A name that is not taken and that may be a module's.</summary>
    public string NewName(string wanted)
    {
        string name = wanted.Replace('.', '_');
        if (name.Length == 0)
            name = "node";
        string unique = name;
        for (int i = 2; !_names.Add(unique); i++)
            unique = $"{name}-{i}";
        return unique;
    }

    /// <summary>Adds a node.</summary>
    /// <param name="node">The node, its name from <see cref="NewName"/>.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="weights">Its tensors by part.</param>
    /// <returns>Its results.</returns>
    public DataValue[] Add(
        GraphNode node, IReadOnlyList<DataValue> inputs, IEnumerable<(string Part, ConstantValue Value)> weights)
    {
        GraphNode complete = node with
        {
            Weights = weights.ToDictionary(pair => pair.Part, pair => WeightName(pair.Value)),
        };
        Extent[][] shapes = Shapes.Of(complete, [.. inputs.Select(input => input.Shape)], _weights);
        _nodes.Add(complete);
        return complete.Op == "split"
            ? [.. shapes.Select((shape, part) => new DataValue($"{complete.Name}:{part}", shape))]
            : [new DataValue(complete.Name, shapes[0]) { Node = complete, Inputs = inputs }];
    }

    /// <summary>A tensor made from another; once, however many nodes ask for it.</summary>
    public ConstantValue Derived(ConstantValue source, string name, Func<NdArray, NdArray> make)
    {
        if (!_derived.TryGetValue((source.Array, name), out ConstantValue? made))
            _derived.Add((source.Array, name), made = new ConstantValue(name, make(source.Array)));
        return made;
    }

    /// <summary>A tensor by its name.</summary>
    public NdArray Weight(string name) => _weights[name];

    /// <summary>The graph without what the output does not need.</summary>
    public OnnxNetwork Finish(GraphInput input, string output)
    {
        HashSet<string> needed = new(StringComparer.Ordinal) { output };
        List<GraphNode> kept = [];
        foreach (GraphNode node in Enumerable.Reverse(_nodes))
        {
            if (!GraphOperations.Find(node.Op)!.Results(node).Any(needed.Contains))
                continue;
            needed.UnionWith(node.Inputs);
            kept.Add(node);
        }
        kept.Reverse();
        OrderedDictionary<string, NdArray> weights = new(StringComparer.Ordinal);
        foreach (string name in kept.SelectMany(node => node.Weights.Values))
            weights.TryAdd(name, _weights[name]);
        return new OnnxNetwork(new Graph(input, kept, output), weights);
    }

    private string WeightName(ConstantValue value)
    {
        string unique = value.Name;
        for (int i = 2; _weights.TryGetValue(unique, out NdArray? other) && !ReferenceEquals(other, value.Array); i++)
            unique = $"{value.Name}-{i}";
        _weights[unique] = value.Array;
        return unique;
    }
}
