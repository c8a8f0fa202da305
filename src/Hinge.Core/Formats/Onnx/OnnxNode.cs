namespace Hinge.Core.Formats.Onnx;

/// <summary>One operation.</summary>
/// <param name="Op">The operator, for example <c>Conv</c>.</param>
/// <param name="Inputs">Names of values; empty for an optional one that is left out.</param>
/// <param name="Outputs">Names of the results; empty for one that is not wanted.</param>
public sealed record OnnxNode(string Op, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    /// <summary>Its name, which may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The domain of the operator; the standard one is empty.</summary>
    public string Domain { get; init; } = "";

    /// <summary>Settings by name.</summary>
    public IReadOnlyDictionary<string, OnnxAttribute> Attributes { get; init; } =
        new Dictionary<string, OnnxAttribute>();

    /// <summary>For messages, for example <c>node Conv_0 (Conv)</c>; a node without a name is called by its result.
    /// </summary>
    public override string ToString()
    {
        string name = Name.Length > 0 ? Name : Outputs.FirstOrDefault(output => output.Length > 0, "");
        return $"node {Printable.Text(name)} ({Printable.Text(Op)})";
    }
}
