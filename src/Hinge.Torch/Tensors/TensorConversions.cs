using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Hinge.Core;
using Hinge.Core.Formats;
using static TorchSharp.torch;

namespace Hinge.Torch.Tensors;

/// <summary>Arrays and pictures of Hinge.Core as tensors and back. Every conversion copies.</summary>
public static partial class TensorConversions
{
    /// <summary>The tensor type that holds every value of an element type exactly.</summary>
    /// <remarks>
    /// TorchSharp has no unsigned types above 8 bits: UInt16 becomes Int32, UInt32 and UInt64 become Int64.
    /// </remarks>
    public static ScalarType ToScalarType(this ElementType type) => type switch
    {
        ElementType.Boolean => ScalarType.Bool,
        ElementType.UInt8 => ScalarType.Byte,
        ElementType.Int8 => ScalarType.Int8,
        ElementType.Int16 => ScalarType.Int16,
        ElementType.Int32 or ElementType.UInt16 => ScalarType.Int32,
        ElementType.Int64 or ElementType.UInt32 or ElementType.UInt64 => ScalarType.Int64,
        ElementType.Float16 => ScalarType.Float16,
        ElementType.BFloat16 => ScalarType.BFloat16,
        ElementType.Float32 => ScalarType.Float32,
        ElementType.Float64 => ScalarType.Float64,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type"),
    };

    /// <summary>A contiguous CPU tensor of the same shape and values, without gradient.</summary>
    /// <param name="array">Any element type; see <see cref="ToScalarType"/>.</param>
    /// <exception cref="InputException">A UInt64 value exceeds 2⁶³ − 1.</exception>
    public static Tensor ToTensor(this NdArray array)
    {
        Tensor tensor = empty([.. array.Shape], array.Type.ToScalarType());
        if (array.Length == 0)
            return tensor;
        try
        {
            Fill(tensor.bytes, array);
        }
        catch
        {
            tensor.Dispose();
            throw;
        }
        return tensor;
    }

    /// <summary>The values of a tensor, row by row, whatever its strides, device and gradient.</summary>
    /// <param name="tensor">Dense; not changed.</param>
    /// <exception cref="InputException">The tensor is complex, quantised or sparse, or exceeds 2 GiB.</exception>
    public static NdArray ToNdArray(this Tensor tensor)
    {
        ElementType type = tensor.dtype switch
        {
            ScalarType.Bool => ElementType.Boolean,
            ScalarType.Byte => ElementType.UInt8,
            ScalarType.Int8 => ElementType.Int8,
            ScalarType.Int16 => ElementType.Int16,
            ScalarType.Int32 => ElementType.Int32,
            ScalarType.Int64 => ElementType.Int64,
            ScalarType.Float16 => ElementType.Float16,
            ScalarType.BFloat16 => ElementType.BFloat16,
            ScalarType.Float32 => ElementType.Float32,
            ScalarType.Float64 => ElementType.Float64,
            _ => throw new InputException($"a tensor of {tensor.dtype} has no array type; expected real numbers"),
        };
        if (tensor.is_sparse)
            throw new InputException("a sparse tensor has no array form; expected a dense one");
        if (tensor.numel() > int.MaxValue / tensor.ElementSize)
            throw new InputException($"a tensor of {tensor.numel()} values exceeds the 2 GiB of an array");
        using var scope = NewDisposeScope();
        byte[] bytes = [];
        if (tensor.numel() > 0)
            bytes = tensor.detach().cpu().contiguous().bytes.ToArray();
        return new NdArray(type, bytes, tensor.shape);
    }

    private static void Fill(Span<byte> target, NdArray array)
    {
        ReadOnlySpan<byte> source = array.Bytes.Span;
        switch (array.Type)
        {
            case ElementType.UInt16:
                Span<int> words = MemoryMarshal.Cast<byte, int>(target);
                for (int i = 0; i < words.Length; i++)
                    words[i] = BinaryPrimitives.ReadUInt16LittleEndian(source[(2 * i)..]);
                break;
            case ElementType.UInt32:
                Span<long> wide = MemoryMarshal.Cast<byte, long>(target);
                for (int i = 0; i < wide.Length; i++)
                    wide[i] = BinaryPrimitives.ReadUInt32LittleEndian(source[(4 * i)..]);
                break;
            case ElementType.UInt64:
                Span<long> longs = MemoryMarshal.Cast<byte, long>(target);
                for (int i = 0; i < longs.Length; i++)
                {
                    ulong value = BinaryPrimitives.ReadUInt64LittleEndian(source[(8 * i)..]);
                    longs[i] = value <= long.MaxValue ? (long)value
                        : throw new InputException($"value {value} at index {i} exceeds the largest Int64");
                }
                break;
            default:
                source.CopyTo(target);
                break;
        }
    }
}
