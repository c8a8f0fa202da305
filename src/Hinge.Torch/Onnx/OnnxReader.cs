using Hinge.Core;
using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Onnx.Reading;

namespace Hinge.Torch.Onnx;

/// <summary>Networks in ONNX files as graphs. docs/graphs.md lists the operators.</summary>
/// <remarks>
/// Operator sets 8 to 21, one input with the batch first, one output. What only computes constants or sizes is computed
/// while reading; nodes that do not contribute to the output are left out. A float attribute becomes the shortest
/// decimal number that rounds to it (0.01, not 0.0099999998); tensors are taken exactly.
/// </remarks>
public static class OnnxReader
{
    /// <summary>The oldest operator set that is read.</summary>
    public const int OldestOpset = 8;

    /// <summary>The newest operator set that is read.</summary>
    public const int NewestOpset = 21;

    /// <summary>The operators that are read.</summary>
    public static IReadOnlyCollection<string> Operators => OnnxOperators.Names;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, at most 2 GB.</param>
    /// <param name="output">The output that is wanted; by default the only one.</param>
    /// <exception cref="InputException">The file is malformed (the byte is named); or uses an operator, an attribute,
    /// an operator set or a shape that is not supported (the node and its operator are named).</exception>
    public static OnnxNetwork Read(string path, string? output = null) => Read(OnnxFile.Read(path), path, output);

    /// <summary>Reads a model; see the other overload.</summary>
    /// <param name="model">The content of a file.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="output">The output that is wanted.</param>
    /// <exception cref="InputException">See the other overload.</exception>
    public static OnnxNetwork Read(OnnxModel model, string name, string? output = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ModelReader(model, name).Read(output);
    }
}
