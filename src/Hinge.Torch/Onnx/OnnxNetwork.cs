using Hinge.Core.Formats;
using Hinge.Torch.Graphs;

namespace Hinge.Torch.Onnx;

/// <summary>What <see cref="OnnxReader"/> makes of a file: the two halves of a <see cref="GraphModule"/>.</summary>
/// <param name="Graph">The network.</param>
/// <param name="Weights">The tensors that its nodes name.</param>
public sealed record OnnxNetwork(Graph Graph, IReadOnlyDictionary<string, NdArray> Weights);
