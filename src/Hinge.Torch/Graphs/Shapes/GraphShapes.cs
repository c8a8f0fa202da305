using Hinge.Core.Formats;
using static TorchSharp.torch;

namespace Hinge.Torch.Graphs.Shapes;

/// <summary>Shapes of the results of a graph's nodes, as far as they are known before the network runs.</summary>
internal sealed class GraphShapes
{
    private const char FirstSymbol = '\u0002';

    // Nodes whose result has the shape of their input need no line.
    private static readonly Dictionary<string, Func<ShapeNode, Extent[]>> s_table = new(StringComparer.Ordinal)
    {
        ["conv"] = WindowShapes.Convolution,
        ["conv-transpose"] = WindowShapes.Transposed,
        ["linear"] = WindowShapes.Linear,
        ["max-pool"] = WindowShapes.Pool,
        ["avg-pool"] = WindowShapes.Pool,
        ["mean"] = node => [node.Require(4)[0], node.Input[1], 1, 1],
        ["resize"] = WindowShapes.Resize,
        ["pad"] = WindowShapes.Pad,
        ["add"] = CodeShapes.Broadcast,
        ["sub"] = CodeShapes.Broadcast,
        ["gate"] = CodeShapes.Broadcast,
        ["concat"] = CodeShapes.Concatenate,
        ["slice"] = CodeShapes.Slice,
        ["flatten"] = CodeShapes.Flatten,
        ["reshape"] = CodeShapes.Reshape,
        ["transpose"] = CodeShapes.Transpose,
        ["pixel-shuffle"] = CodeShapes.Shuffle,
        ["pixel-unshuffle"] = CodeShapes.Unshuffle,
        ["channel-max"] = CodeShapes.ChannelMaximum,
    };

    private char _next = FirstSymbol;

    /// <summary>An extent about which nothing is known but that it is itself.</summary>
    public Extent Fresh() => new(1, (_next++).ToString());

    /// <summary>Shapes of a node's results.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">Shapes of its inputs, the batch first.</param>
    /// <param name="weights">All weights by name.</param>
    /// <exception cref="Hinge.Core.InputException">The node cannot work on such inputs; it is named.</exception>
    public Extent[][] Of(
        GraphNode node, IReadOnlyList<Extent[]> inputs, IReadOnlyDictionary<string, NdArray> weights)
    {
        ShapeNode asked = new(new NodeBuilder(node, weights, ScalarType.Float32, (_, _) => { }), inputs, Fresh);
        if (node.Op == "split")
            return CodeShapes.Split(asked);
        Extent[] shape = s_table.TryGetValue(node.Op, out Func<ShapeNode, Extent[]>? infer) ? infer(asked) : inputs[0];
        return [shape];
    }
}
