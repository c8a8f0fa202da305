namespace Hinge.Core.Formats.Onnx;

/// <summary>Nodes in the order in which they run, and what they start from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Inputs">What it takes; before version 4 of the format the initialisers, too.</param>
/// <param name="Outputs">What it gives.</param>
/// <param name="Initialisers">Constants by name.</param>
public sealed record OnnxGraph(
    string Name,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs,
    IReadOnlyDictionary<string, NdArray> Initialisers);
