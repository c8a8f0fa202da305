using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>A tensor taken out of its storage.</summary>
internal static class StridedView
{
    private const int MostDimensions = 64;

    /// <summary>The elements in row-major order: a view of the storage where they lie so, otherwise a copy.</summary>
    /// <param name="tensor">The tensor; everything in it is checked.</param>
    /// <param name="storage">The whole storage.</param>
    /// <param name="where">File and tensor, for messages.</param>
    /// <param name="budget">Pays for a copy.</param>
    /// <exception cref="InputException">The tensor reaches beyond its storage or has no valid shape.</exception>
    public static NdArray Read(
        TensorReference tensor, ReadOnlyMemory<byte> storage, string where, AllocationBudget budget)
    {
        int size = tensor.Type.SizeInBytes();
        long count = storage.Length / size;
        (long[] sizes, long[] strides) = (tensor.Sizes, tensor.Strides);
        if (sizes.Length != strides.Length || sizes.Length > MostDimensions
            || sizes.Any(extent => extent < 0) || strides.Any(stride => stride < 0))
        {
            throw new InputException($"{where}: {sizes.Length} sizes and {strides.Length} strides; expected as many of "
                + $"each, at most {MostDimensions}, none negative");
        }
        Int128 elements = 1, last = (Int128)tensor.Offset + tensor.Storage.Offset;
        Int128 first = last;
        for (int i = 0; i < sizes.Length; i++)
        {
            elements = Int128.Min(elements * sizes[i], long.MaxValue);
            last = Int128.Min(last + ((Int128)(sizes[i] - 1) * strides[i]), long.MaxValue);
        }
        if (sizes.Contains(0))
            return new NdArray(tensor.Type, ReadOnlyMemory<byte>.Empty, sizes);
        if (tensor.Offset < 0 || last >= count)
            throw new InputException($"{where}: reaches element {last} of a storage of {count} elements");
        if (IsContiguous(sizes, strides))
            return new NdArray(tensor.Type, storage.Slice((int)first * size, (int)elements * size), sizes);
        if (elements > Array.MaxLength / size)
            throw new InputException($"{where}: {elements} elements are more than memory can hold");
        budget.Take((long)elements * size, $"tensor {where}");
        byte[] copy = new byte[(long)elements * size];
        Gather(storage.Span, copy, sizes, strides, (long)first, size);
        return new NdArray(tensor.Type, copy, sizes);
    }

    private static bool IsContiguous(long[] sizes, long[] strides)
    {
        long expected = 1;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            if (sizes[i] != 1 && strides[i] != expected)
                return false;
            expected *= sizes[i];
        }
        return true;
    }

    // An odometer over the indices, last one fastest.
    private static void Gather(
        ReadOnlySpan<byte> storage, Span<byte> target, long[] sizes, long[] strides, long first, int size)
    {
        Span<long> index = stackalloc long[sizes.Length];
        index.Clear();
        long at = first;
        for (; !target.IsEmpty; target = target[size..])
        {
            storage.Slice((int)(at * size), size).CopyTo(target);
            for (int axis = sizes.Length - 1; axis >= 0; axis--)
            {
                at += strides[axis];
                if (++index[axis] < sizes[axis])
                    break;
                at -= sizes[axis] * strides[axis];
                index[axis] = 0;
            }
        }
    }
}
