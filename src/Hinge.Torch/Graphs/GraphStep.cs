using static TorchSharp.torch;

namespace Hinge.Torch.Graphs;

/// <summary>A node ready to run: values are numbered, the input being 0.</summary>
/// <param name="Node">The node.</param>
/// <param name="Inputs">Numbers of its inputs.</param>
/// <param name="FirstResult">Number of its first result; others follow.</param>
/// <param name="Run">Makes the results.</param>
internal sealed record GraphStep(
    GraphNode Node, int[] Inputs, int FirstResult, Func<IReadOnlyList<Tensor>, Tensor[]> Run)
{
    /// <summary>Values that nothing after it uses.</summary>
    public List<int> Finished { get; } = [];
}
