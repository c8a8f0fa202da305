using System.Runtime.InteropServices;
using Hinge.Core;
using Hinge.Core.Formats;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>
/// A network built from a <see cref="Graph"/>. Its children are ordinary TorchSharp modules, named like the nodes;
/// sums, concatenations, slices and reshapings between them are plain code. In evaluation mode, on the CPU.
/// </summary>
/// <remarks>The module takes the network's own input, [B, channels, rows, columns], after mean and standard deviation.
/// </remarks>
public sealed class GraphModule : nn.Module<Tensor, Tensor>
{
    private const int NamesShown = 16;

    private readonly List<GraphStep> _steps = [];
    private readonly Dictionary<string, int> _values = new(StringComparer.Ordinal);
    private readonly nn.Module<Tensor, Tensor>? _entry;

    /// <summary>Builds the modules and copies the weights into them.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="weights">The tensors that its nodes name, and no others but counters of batch norms.</param>
    /// <param name="type">The type of weights and results; by default Float64 if any weight is, otherwise Float32.
    /// Weights are converted to it.</param>
    /// <exception cref="InputException">A node or a weight is not right (the message names it), or weights are missing
    /// or left over.</exception>
    public GraphModule(Graph graph, IReadOnlyDictionary<string, NdArray> weights, ScalarType? type = null)
        : base("graph")
    {
        ArgumentNullException.ThrowIfNull(graph);
        graph.Validate("graph");
        RequireWeights(graph, weights);
        Graph = graph;
        ScalarType chosen = type ?? (weights.Values.Any(weight => weight.Type == ElementType.Float64)
            ? ScalarType.Float64 : ScalarType.Float32);

        // A convolution's constructor leaves a wrapper behind for the scope to collect.
        using DisposeScope scope = NewDisposeScope();
        _values.Add(graph.Input.Name, 0);
        try
        {
            foreach (GraphNode node in graph.Nodes)
                Add(node, weights, chosen);
        }
        catch
        {
            Dispose();
            throw;
        }
        FindLastUses();

        // A network of linear code alone would have no module to hook.
        if (!children().Any())
        {
            _entry = nn.Identity();
            register_module("entry", _entry);
        }
        eval();
    }

    /// <summary>The network as data.</summary>
    public Graph Graph { get; }

    /// <summary>Runs the nodes in order.</summary>
    /// <param name="input">[B, …], the input's shape for each sample.</param>
    /// <exception cref="InputException">A node cannot work on what it is given; the message names it.</exception>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor?[] values = new Tensor?[_values.Count];
        values[0] = _entry is null ? input : _entry.call(input);
        foreach (GraphStep step in _steps)
        {
            Tensor[] results = Run(step, [.. step.Inputs.Select(index => values[index]!)]);
            for (int i = 0; i < results.Length; i++)
                values[step.FirstResult + i] = results[i];
            foreach (int finished in step.Finished)
                Release(values, finished);
        }
        Tensor output = values[_values[Graph.Output]]!;
        Tensor own = ReferenceEquals(output, input) ? input.alias() : output;
        return own.MoveToOuterDisposeScope();
    }

    private void Add(GraphNode node, IReadOnlyDictionary<string, NdArray> weights, ScalarType type)
    {
        GraphOperation operation = GraphOperations.Find(node.Op)!;
        NodeBuilder builder = new(node, weights, type, (name, module) => register_module(name, module));
        try
        {
            Func<IReadOnlyList<Tensor>, Tensor[]> run = operation.Build(builder);
            builder.RequireAllRead();
            _steps.Add(new GraphStep(node, [.. node.Inputs.Select(input => _values[input])], _values.Count, run));
        }
        catch (Exception cause) when (cause is ExternalException or ArgumentException)
        {
            throw builder.Wrong(FirstLine(cause.Message));
        }
        foreach (string result in operation.Results(node))
            _values.Add(result, _values.Count);
    }

    private void FindLastUses()
    {
        Dictionary<int, GraphStep> last = [];
        foreach (GraphStep step in _steps)
        {
            foreach (int input in step.Inputs)
                last[input] = step;
        }
        int output = _values[Graph.Output];
        foreach ((int value, GraphStep step) in last)
        {
            if (value != 0 && value != output)
                step.Finished.Add(value);
        }
    }

    // A module may hand back the tensor that it was given, and then another value still stands for it.
    private static void Release(Tensor?[] values, int finished)
    {
        Tensor tensor = values[finished]!;
        values[finished] = null;
        if (!values.Any(other => ReferenceEquals(other, tensor)))
            tensor.Dispose();
    }

    private static Tensor[] Run(GraphStep step, Tensor[] inputs)
    {
        try
        {
            return step.Run(inputs);
        }
        catch (Exception cause) when (cause is ExternalException or ArgumentException)
        {
            string shapes = string.Join(", ", inputs.Select(input => $"[{string.Join(", ", input.shape)}]"));
            throw new InputException($"{step.Node}: given {shapes}: {FirstLine(cause.Message)}", cause);
        }
    }

    private static string FirstLine(string message) => Printable.Text(message.Split('\n')[0]);

    private static void RequireWeights(Graph graph, IReadOnlyDictionary<string, NdArray> weights)
    {
        HashSet<string> named = new(graph.Nodes.SelectMany(node => node.Weights.Values), StringComparer.Ordinal);
        string[] problems =
        [
            .. graph.Nodes.SelectMany(node => node.Weights.Values
                .Where(name => !weights.ContainsKey(name))
                .Select(name => $"{Printable.Text(name)} missing ({node})")),
            .. weights.Where(pair => !named.Contains(pair.Key)
                    && !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
                .Select(pair => $"{Printable.Text(pair.Key)} not expected, found {pair.Value}"),
        ];
        if (problems.Length == 0)
            return;
        string more = problems.Length > NamesShown ? $"; and {problems.Length - NamesShown} more" : "";
        throw new InputException($"{problems.Length} weights do not fit the graph: "
            + string.Join("; ", problems.Take(NamesShown)) + more);
    }
}
