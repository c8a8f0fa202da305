using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Runs;

namespace Hinge.Torch.Graphs;

/// <summary>
/// A network as plain data: an input, operations in the order in which they run, and an output. Weights are named only;
/// they lie in a file of their own. <see cref="GraphModule"/> makes a module of it.
/// </summary>
/// <remarks>The form on disk is <c>net.json</c>; docs/graphs.md lists operations, weights and attributes.</remarks>
/// <param name="Input">What the network takes.</param>
/// <param name="Nodes">The operations; each takes the input or results of earlier ones.</param>
/// <param name="Output">The name of the node whose result is the network's.</param>
public sealed record Graph(GraphInput Input, IReadOnlyList<GraphNode> Nodes, string Output)
{
    /// <summary>The names of the operations.</summary>
    public static IReadOnlyCollection<string> Operations => GraphOperations.Names;

    /// <summary>Reads a graph file.</summary>
    /// <param name="path">The file, <c>net.json</c> by custom.</param>
    /// <exception cref="InputException">The file cannot be read, is no valid JSON, or describes no valid graph; the
    /// message names the node.</exception>
    public static Graph Read(string path) => Parse(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a graph from memory.</summary>
    /// <param name="json">The content of a graph file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InputException">See the other overload.</exception>
    public static Graph Parse(ReadOnlyMemory<byte> json, string name)
    {
        Graph graph = GraphJsonReader.Read(json, name);
        graph.Validate(name);
        return graph;
    }

    /// <summary>Writes the graph, whole or not at all. Same graph, same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The graph is not valid, or the file cannot be written.</exception>
    public void Save(string path)
    {
        byte[] json = ToJson();
        AtomicFile.WriteAllBytes(path, json);
    }

    /// <summary>The content of the file that <see cref="Save"/> writes.</summary>
    /// <exception cref="InputException">The graph is not valid.</exception>
    public byte[] ToJson()
    {
        Validate("graph");
        return GraphJsonWriter.Write(this);
    }

    /// <summary>Checks names, operations and connections; what each operation needs is checked when it is built.
    /// </summary>
    /// <param name="name">What to call the graph in messages.</param>
    /// <exception cref="InputException">Something is missing, occurs twice or is not known.</exception>
    public void Validate(string name)
    {
        HashSet<string> values = new(StringComparer.Ordinal) { Input.Name };
        if (Input.Name.Length == 0)
            throw new InputException($"{name}: the input has no name");
        foreach (GraphNode node in Nodes)
        {
            GraphOperation operation = GraphOperations.Find(node.Op)
                ?? throw new InputException(
                    $"{name}: {node}: unknown operation; known are {string.Join(", ", Operations)}");
            if (node.Inputs.FirstOrDefault(input => !values.Contains(input)) is { } missing)
            {
                throw new InputException(
                    $"{name}: {node}: no earlier node or input is called '{Printable.Text(missing)}'");
            }
            if (node.Inputs.Count < operation.FewestInputs || node.Inputs.Count > operation.MostInputs)
                throw new InputException($"{name}: {node}: {node.Inputs.Count} inputs; expected {operation.Arity}");
            foreach (string result in operation.Results(node))
            {
                if (result.Length == 0 || !values.Add(result))
                    throw new InputException($"{name}: {node}: its name is empty or taken");
            }
        }
        if (!values.Contains(Output))
            throw new InputException($"{name}: no node is called '{Printable.Text(Output)}', the output");
        RequireChannels(name, "mean", Input.Mean);
        RequireChannels(name, "std", Input.Std);
        if (!(Input.Low < Input.High))
            throw new InputException($"{name}: the range [{Input.Low}, {Input.High}] of the input is empty");
        if (Input.Std.FirstOrDefault(value => !(value > 0), 1) is var wrong && wrong != 1)
            throw new InputException($"{name}: std {wrong} of the input; expected positive numbers");
    }

    private void RequireChannels(string name, string what, IReadOnlyList<double> values)
    {
        if (values.Count > 0 && Input.Shape.Count > 0 && Input.Shape[0] is { } channels && values.Count != channels)
            throw new InputException($"{name}: {values.Count} values of {what} for an input of {channels} channels");
    }
}
