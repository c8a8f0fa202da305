using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Shapes of one call of a unit at the operating point.</summary>
/// <param name="Samples">n, the pictures frozen together.</param>
/// <param name="Input">Shape of one sample's input, without the batch dimension.</param>
/// <param name="Output">Shape of one sample's output, without the batch dimension.</param>
/// <param name="Type">Element type.</param>
public sealed record UnitShapes(long Samples, long[] Input, long[] Output, ScalarType Type)
{
    /// <summary>
    /// The shapes of a call with input <paramref name="x"/> [n, …] and output <paramref name="y"/> [n, …].
    /// </summary>
    public static UnitShapes Of(Tensor x, Tensor y) => new(x.shape[0], x.shape[1..], y.shape[1..], x.dtype);

    /// <summary>Number of values in a shape.</summary>
    public static long Elements(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Shape of a batch of <paramref name="lanes"/> inputs.</summary>
    public long[] InputBatch(long lanes) => [lanes, .. Input];

    /// <summary>Shape of a batch of <paramref name="lanes"/> outputs.</summary>
    public long[] OutputBatch(long lanes) => [lanes, .. Output];
}
