using Hinge.Core.Formats;

namespace Hinge.Torch.Graphs;

/// <summary>One operation of a <see cref="Graph"/>; its result is called by the node's name.</summary>
/// <param name="Op">What it does: one of <see cref="Graph.Operations"/>.</param>
/// <param name="Name">Its name, different from all others.</param>
/// <param name="Inputs">The names of the nodes whose results it takes, or of the input. Part <c>i</c> of a node
/// <c>split</c> is called <c>name:i</c>.</param>
public sealed record GraphNode(string Op, string Name, params IReadOnlyList<string> Inputs)
{
    /// <summary>Names of the tensors it uses by their part in the operation, for example <c>weight</c>.</summary>
    public IReadOnlyDictionary<string, string> Weights { get; init; } = new Dictionary<string, string>();

    /// <summary>Its settings.</summary>
    public IReadOnlyDictionary<string, GraphAttribute> Attributes { get; init; } =
        new Dictionary<string, GraphAttribute>();

    /// <summary>For messages, for example <c>node conv1 (conv)</c>.</summary>
    public override string ToString() => $"node {Printable.Text(Name)} ({Printable.Text(Op)})";
}
