namespace Hinge.Core.Formats.Onnx;

/// <summary>Extent of one dimension: a number, or a name that stands for one, or neither.</summary>
/// <param name="Extent">The number.</param>
/// <param name="Name">The name.</param>
public readonly record struct OnnxDimension(long? Extent, string? Name = null);
