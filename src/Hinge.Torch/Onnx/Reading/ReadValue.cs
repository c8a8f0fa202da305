using Hinge.Core.Formats;
using Hinge.Torch.Graphs;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>What a name of an ONNX graph stands for.</summary>
internal abstract record ReadValue;

/// <summary>A tensor that is known.</summary>
/// <param name="Name">Its name, by which graphs refer to it as a weight.</param>
/// <param name="Array">The tensor.</param>
internal sealed record ConstantValue(string Name, NdArray Array) : ReadValue;

/// <summary>Whole numbers that may depend on the size of the input.</summary>
/// <param name="Extents">The numbers.</param>
/// <param name="IsScalar">Whether it is one number and no list.</param>
internal sealed record SizesValue(Extent[] Extents, bool IsScalar = false) : ReadValue;

/// <summary>What the network computes from its input.</summary>
/// <param name="Name">The graph's name for it; null for a reshaping whose extents are not known, which only makes sense
/// as the start of a <see cref="Rearrangement"/>.</param>
/// <param name="Shape">Its shape, the batch first.</param>
internal sealed record DataValue(string? Name, Extent[] Shape) : ReadValue
{
    /// <summary>The graph's node that computes it.</summary>
    public GraphNode? Node { get; init; }

    /// <summary>What that node takes.</summary>
    public IReadOnlyList<DataValue> Inputs { get; init; } = [];

    /// <summary>How it was reshaped and transposed.</summary>
    public Rearrangement? Rearranged { get; init; }

    /// <summary>Whether an operation of the graph makes it, with no settings but the defaults.</summary>
    public bool IsPlain(string op) => Node?.Op == op && Node.Attributes.Count == 0;
}

/// <summary>A reshaping, and a transposition after it.</summary>
/// <param name="Source">What was reshaped.</param>
/// <param name="Middle">Into which shape.</param>
/// <param name="Order">The order of axes after it, if transposed.</param>
internal sealed record Rearrangement(DataValue Source, Extent[] Middle, long[]? Order);
