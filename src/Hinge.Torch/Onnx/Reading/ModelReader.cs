using System.Globalization;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Checkpoints;
using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>Walks the nodes that the output needs, in their order.</summary>
internal sealed class ModelReader
{
    private const int MostSizes = 4096;

    private readonly OnnxModel _model;
    private readonly Dictionary<string, ReadValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);

    /// <summary>Prepares a model.</summary>
    /// <param name="model">The content of a file.</param>
    /// <param name="name">What to call it in messages.</param>
    public ModelReader(OnnxModel model, string name)
    {
        (_model, Name) = (model, name);
        Budget = new AllocationBudget(name, model.Graph.Initialisers.Values.Sum(array => (long)array.Bytes.Length));
        foreach (OnnxNode node in model.Graph.Nodes)
        {
            foreach (string output in node.Outputs.Where(output => output.Length > 0))
            {
                if (!_producers.TryAdd(output, node))
                    throw new InputException($"{name}: {node}: a second value called {Printable.Text(output)}");
            }
        }
    }

    /// <summary>What to call the file in messages.</summary>
    public string Name { get; }

    /// <summary>What constants may take that are computed while reading.</summary>
    public AllocationBudget Budget { get; }

    /// <summary>The graph so far.</summary>
    public GraphAssembly Assembly { get; } = new();

    /// <summary>What the file says about the batch.</summary>
    public long? StatedBatch { get; private set; }

    /// <summary>Type of the network's values in the file.</summary>
    public ElementType Type { get; private set; }

    /// <summary>The whole graph.</summary>
    public OnnxNetwork Read(string? output)
    {
        if (!_model.Opsets.TryGetValue("", out long opset))
            throw Wrong("imports no operator set of the standard domain");
        if (opset is < OnnxReader.OldestOpset or > OnnxReader.NewestOpset)
            throw Wrong($"operator set {opset}; expected {OnnxReader.OldestOpset} to {OnnxReader.NewestOpset}");
        string wanted = Output(output);
        (HashSet<OnnxNode> needed, HashSet<string> names) = Needed(wanted);
        GraphInput input = Input(names);
        foreach (OnnxNode node in _model.Graph.Nodes.Where(needed.Contains))
            Read(node, opset);
        return Find(wanted, null) is DataValue { Name: { } result }
            ? Assembly.Finish(InputMetadata.Apply(input, _model.Metadata, Name), result)
            : throw Wrong($"output {Printable.Text(wanted)} is no tensor that the network computes");
    }

    private string Output(string? output)
    {
        string[] all = [.. _model.Graph.Outputs.Select(value => value.Name)];
        if (output is null)
        {
            return all.Length == 1 ? all[0] : throw Wrong(
                $"{all.Length} outputs: {string.Join(", ", all.Take(16).Select(Printable.Text))}; "
                + "expected to be told which");
        }
        return all.Contains(output) || _producers.ContainsKey(output)
            ? output
            : throw Wrong($"no output is called {Printable.Text(output)}");
    }

    private (HashSet<OnnxNode> Nodes, HashSet<string> Names) Needed(string output)
    {
        HashSet<OnnxNode> nodes = new(ReferenceEqualityComparer.Instance);
        HashSet<string> names = new(StringComparer.Ordinal) { output };
        Stack<string> open = new([output]);
        while (open.TryPop(out string? name))
        {
            if (!_producers.TryGetValue(name, out OnnxNode? node) || !nodes.Add(node))
                continue;
            foreach (string input in node.Inputs)
            {
                if (names.Add(input))
                    open.Push(input);
            }
        }
        return (nodes, names);
    }

    private GraphInput Input(HashSet<string> needed)
    {
        OnnxValue[] inputs = [.. _model.Graph.Inputs.Where(value =>
            !_model.Graph.Initialisers.ContainsKey(value.Name) && needed.Contains(value.Name))];
        if (inputs is not [OnnxValue input])
        {
            string names = string.Join(", ", inputs.Take(16).Select(value => Printable.Text(value.Name)));
            throw Wrong($"the output depends on {inputs.Length} inputs ({names}); expected one");
        }
        string named = $"input {Printable.Text(input.Name)}";
        if (input.Type is not (ElementType.Float16 or ElementType.BFloat16
            or ElementType.Float32 or ElementType.Float64))
        {
            throw Wrong($"{named} is of {input.Type?.ToString() ?? "no known type"}; expected floating-point numbers");
        }
        if (input.Shape is not { Count: >= 2 } shape)
        {
            string found = input.Shape?.Count.ToString(CultureInfo.InvariantCulture) ?? "an unknown number of";
            throw Wrong($"{named} has {found} dimensions; expected the batch and at least one more");
        }
        if (_producers.ContainsKey(input.Name))
            throw Wrong($"{named} is computed, too");
        Type = input.Type.Value;
        StatedBatch = shape[0].Extent;
        Dictionary<string, Extent> known = new(StringComparer.Ordinal);
        Extent[] extents = [.. shape.Select((dimension, axis) => axis == 0 ? Extent.Batch
            : Known(dimension, known, named))];
        string name = Assembly.NewName(input.Name);
        _values.Add(input.Name, new DataValue(name, extents));
        return new GraphInput(name, [.. extents.Skip(1).Select(extent => extent.Number)]);
    }

    // Some exporters write 0 or −1 for what is not known.
    private Extent Known(OnnxDimension dimension, Dictionary<string, Extent> known, string input)
    {
        if (dimension.Extent is { } extent and > 0)
            return extent <= int.MaxValue ? extent : throw Wrong($"{input} has an extent of {extent}");
        if (string.IsNullOrEmpty(dimension.Name))
            return Assembly.Shapes.Fresh();
        if (!known.TryGetValue(dimension.Name, out Extent symbol))
            known.Add(dimension.Name, symbol = Assembly.Shapes.Fresh());
        return symbol;
    }

    private void Read(OnnxNode node, long opset)
    {
        if (node.Domain is not ("" or "ai.onnx"))
            throw Wrong($"{node}: domain {Printable.Text(node.Domain)} is not supported");
        if (OnnxOperators.Find(node.Op) is not { } known)
            throw Wrong($"{node}: operator {Printable.Text(node.Op)} is not supported");
        if (opset < known.Since)
            throw Wrong($"{node}: no such operator in set {opset}; it comes with {known.Since}");
        NodeReader reader = new(
            node, opset, [.. node.Inputs.Select(input => input.Length == 0 ? null : Find(input, node))], this);
        ReadValue[] results;
        try
        {
            results = known.Read(reader);
        }
        catch (OverflowException cause)
        {
            throw new InputException($"{Name}: {node}: sizes beyond 64 bits", cause);
        }
        catch (InputException cause) when (!cause.Message.StartsWith(Name, StringComparison.Ordinal))
        {
            throw new InputException($"{Name}: {node}: {cause.Message}", cause);
        }
        if (results.Any(result => result is SizesValue { Extents.Length: > MostSizes }))
            throw Wrong($"{node}: more than {MostSizes} sizes");
        reader.RequireAllRead();
        for (int i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length == 0)
                continue;
            if (i < results.Length)
                _values[node.Outputs[i]] = results[i];
        }
    }

    private ReadValue Find(string name, OnnxNode? user)
    {
        if (_values.TryGetValue(name, out ReadValue? value))
            return value;
        if (_model.Graph.Initialisers.TryGetValue(name, out NdArray? array))
            return _values[name] = new ConstantValue(name, array);
        string where = user is null ? "" : $"{user}: ";
        throw Wrong(_producers.TryGetValue(name, out OnnxNode? producer)
            ? $"{where}takes {Printable.Text(name)}, which {producer} does not give before it"
            : $"{where}no value is called {Printable.Text(name)}");
    }

    private InputException Wrong(string what) => new($"{Name}: {what}");
}
