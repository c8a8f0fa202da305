using System.Numerics;
using System.Runtime.InteropServices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Hinge.Scope;

/// <summary>
/// A tensor's numbers in another precision, on the calling thread: for vectors that fit in a cache, waking libtorch's
/// threads takes longer than the conversion.
/// </summary>
internal static class Numbers
{
    /// <summary>Copies all numbers, row by row.</summary>
    public static void Copy<T>(Tensor from, Span<T> to)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ScalarType type = typeof(T) == typeof(double) ? ScalarType.Float64 : ScalarType.Float32;
        if (from.dtype is not (ScalarType.Float64 or ScalarType.Float32))
        {
            using Tensor typed = from.to(type);
            Copy(typed, to);
            return;
        }
        using Tensor dense = from.contiguous();
        if (dense.dtype == type)
            MemoryMarshal.Cast<byte, T>(dense.bytes).CopyTo(to);
        else if (dense.dtype == ScalarType.Float64)
            TensorPrimitives.ConvertTruncating<double, T>(MemoryMarshal.Cast<byte, double>(dense.bytes), to);
        else
            TensorPrimitives.ConvertTruncating<float, T>(MemoryMarshal.Cast<byte, float>(dense.bytes), to);
    }

    /// <summary>A copy in double precision, of the same shape.</summary>
    public static Tensor ToDoubles(Tensor tensor)
    {
        Tensor doubles = empty(tensor.shape, dtype: ScalarType.Float64);
        Copy(tensor, MemoryMarshal.Cast<byte, double>(doubles.bytes));
        return doubles;
    }
}
