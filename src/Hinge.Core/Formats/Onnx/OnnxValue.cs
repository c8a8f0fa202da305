namespace Hinge.Core.Formats.Onnx;

/// <summary>What is known about an input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What an element is; null when it is not said, or no tensor.</param>
/// <param name="Shape">Extents of the dimensions; null when their number is not said.</param>
public sealed record OnnxValue(string Name, ElementType? Type, IReadOnlyList<OnnxDimension>? Shape);
