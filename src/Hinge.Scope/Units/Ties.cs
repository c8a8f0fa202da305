using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Hinge.Scope.Units;

/// <summary>Values so close to a gate's threshold that rounding may flip it.</summary>
internal static class Ties
{
    private const double Relative = 1e-6;

    /// <summary>How many |x − threshold| are at most 1e-6 of the root mean square of x.</summary>
    /// <remarks>
    /// Two passes over the memory and, unless a value is that close, no third: this runs at every gate of a recording.
    /// </remarks>
    public static long Count(Tensor x, double threshold = 0)
    {
        using Tensor dense = x.contiguous();
        return x.dtype == ScalarType.Float64
            ? Count<double>(MemoryMarshal.Cast<byte, double>(dense.bytes), threshold)
            : Count<float>(MemoryMarshal.Cast<byte, float>(dense.bytes), (float)threshold);
    }

    private static long Count<T>(ReadOnlySpan<T> values, T threshold)
        where T : IBinaryFloatingPointIeee754<T>
    {
        if (values.IsEmpty)
            return 0;
        T close = T.CreateChecked(Relative)
            * T.Sqrt(TensorPrimitives.SumOfSquares(values) / T.CreateChecked(values.Length));
        if (threshold == T.Zero && T.Abs(TensorPrimitives.MinMagnitude(values)) > close)
            return 0;
        long count = 0;
        foreach (T value in values)
            count += T.Abs(value - threshold) <= close ? 1 : 0;
        return count;
    }
}
