namespace Hinge.Torch.Onnx.Reading;

/// <summary>How nodes of one operator are read.</summary>
/// <param name="Since">The operator set that introduced it; 8 for older ones.</param>
/// <param name="Read">What its results stand for, as many as are supported.</param>
internal sealed record OnnxOperator(int Since, Func<NodeReader, ReadValue[]> Read);
