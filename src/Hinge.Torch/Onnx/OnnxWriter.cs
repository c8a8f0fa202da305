using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx.Writing;

namespace Hinge.Torch.Onnx;

/// <summary>Graphs as ONNX files. docs/graphs.md lists what each operation becomes.</summary>
/// <remarks>
/// Operator set 17; 18, 20 or 21 where an operation needs it. Values are of double precision if any weight is, else of
/// single precision. <see cref="OnnxReader"/> gives back a graph that computes the same, with the same weights.
/// </remarks>
public static class OnnxWriter
{
    /// <summary>Writes a file, whole or not at all. Same network, same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="graph">The network.</param>
    /// <param name="weights">The tensors that its nodes name.</param>
    /// <exception cref="InputException">A node or weight is not right, or ONNX has no such operation (the node is
    /// named); or the file cannot be written.</exception>
    public static void Write(string path, Graph graph, IReadOnlyDictionary<string, NdArray> weights) =>
        OnnxFile.Write(path, ToModel(graph, weights));

    /// <summary>The content of the file.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="weights">The tensors that its nodes name.</param>
    /// <exception cref="InputException">See <see cref="Write"/>.</exception>
    public static OnnxModel ToModel(Graph graph, IReadOnlyDictionary<string, NdArray> weights)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(weights);
        graph.Validate("graph");
        return new ModelWriter(graph, weights).Write();
    }
}
