using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Graphs.Shapes;

namespace Hinge.Torch.Onnx.Reading;

/// <summary>What can be computed before the network runs.</summary>
internal static class ConstantFolding
{
    private const long Small = 1 << 24;

    /// <summary>A constant with its axes in another order.</summary>
    public static NdArray Transpose(NdArray array, ReadOnlySpan<long> order)
    {
        long[] shape = new long[order.Length], strides = new long[order.Length], own = Strides(array.Shape);
        for (int axis = 0; axis < order.Length; axis++)
            (shape[axis], strides[axis]) = (array.Shape[(int)order[axis]], own[(int)order[axis]]);
        return Gather(array, shape, strides);
    }

    /// <summary>Elements of an axis, in the order asked.</summary>
    public static NdArray Take(NdArray array, int axis, ReadOnlySpan<long> indices)
    {
        int size = array.Type.SizeInBytes();
        long after = array.Shape.Skip(axis + 1).Aggregate(1L, (product, extent) => product * extent) * size;
        long before = array.Shape.Take(axis).Aggregate(1L, (product, extent) => product * extent);
        byte[] bytes = new byte[Bounded((double)before * indices.Length * after, array)];
        ReadOnlySpan<byte> from = array.Bytes.Span;
        int at = 0;
        for (long block = 0; block < before; block++)
        {
            foreach (long index in indices)
            {
                from.Slice((int)(((block * array.Shape[axis]) + index) * after), (int)after).CopyTo(bytes.AsSpan(at));
                at += (int)after;
            }
        }
        return new NdArray(array.Type, bytes, [.. array.Shape.Take(axis), indices.Length,
            .. array.Shape.Skip(axis + 1)]);
    }

    /// <summary>Arrays of one type joined along an axis.</summary>
    public static NdArray Concatenate(IReadOnlyList<NdArray> arrays, int axis)
    {
        NdArray first = arrays[0];
        int size = first.Type.SizeInBytes();
        long before = first.Shape.Take(axis).Aggregate(1L, (product, extent) => product * extent);
        using MemoryStream bytes = new(
            (int)Bounded(arrays.Sum(array => (double)array.Bytes.Length), arrays.MaxBy(array => array.Length)!));
        for (long block = 0; block < before; block++)
        {
            foreach (NdArray array in arrays)
            {
                int length = (int)(array.Length / Math.Max(before, 1)) * size;
                bytes.Write(array.Bytes.Span.Slice((int)block * length, length));
            }
        }
        long[] shape = [.. first.Shape];
        shape[axis] = arrays.Sum(array => array.Shape[axis]);
        return new NdArray(first.Type, bytes.ToArray(), shape);
    }

    /// <summary>A constant of another type.</summary>
    public static NdArray Convert(NdArray array, ElementType type)
    {
        double[] values = array.ToDoubles();
        return type switch
        {
            _ when type == array.Type => array,
            ElementType.Float64 => NdArray.From<double>(values, [.. array.Shape]),
            ElementType.Float32 => NdArray.From<float>([.. values.Select(value => (float)value)], [.. array.Shape]),
            ElementType.Float16 => NdArray.From<Half>([.. values.Select(value => (Half)value)], [.. array.Shape]),
            ElementType.Int64 => NdArray.From<long>([.. values.Select(value => (long)value)], [.. array.Shape]),
            ElementType.Int32 => NdArray.From<int>([.. values.Select(value => (int)value)], [.. array.Shape]),
            _ => throw new InputException($"constants of {type} cannot be computed"),
        };
    }

    /// <summary>−x.</summary>
    public static NdArray Negate(NdArray array) => array.Type == ElementType.BFloat16
        ? Negate(NdArray.From<float>(array.ToSingles(), [.. array.Shape]))
        : Back(array.ToDoubles().Select(value => -value), array.Type, array.Shape);

    /// <summary>The result of a node of two operands, neither computed by the network.</summary>
    public static ReadValue Arithmetic(NodeReader node, char operation)
    {
        if (node.IsSizes)
            return Sizes(node, node.Sizes(0), node.Sizes(1), operation);
        (NdArray a, NdArray b) = (node.Constant(0).Array, node.Constant(1).Array);
        if (a.Type != b.Type)
            throw node.Wrong($"constants {a} and {b}; expected one type");
        bool whole = a.Type is not (ElementType.Float16 or ElementType.Float32 or ElementType.Float64);
        int rank = Math.Max(a.Shape.Count, b.Shape.Count);
        long[] left = Aligned(a.Shape, rank), right = Aligned(b.Shape, rank), shape = new long[rank];
        for (int axis = 0; axis < rank; axis++)
        {
            if (left[axis] != right[axis] && left[axis] != 1 && right[axis] != 1)
                throw node.Wrong($"constants {a} and {b} do not fit each other");
            shape[axis] = left[axis] == 1 ? right[axis] : left[axis];
        }
        double[] x = Gather(a.Reshape(left), shape, Repeated(left)).ToDoubles();
        double[] y = Gather(b.Reshape(right), shape, Repeated(right)).ToDoubles();

        // One operation in double precision, rounded once more, is the operation in the smaller type.
        return node.Computed(Back(x.Zip(y, (p, q) => operation switch
        {
            '+' => p + q,
            '-' => p - q,
            '*' => p * q,
            _ when whole => q == 0 ? throw node.Wrong("division by zero") : Math.Truncate(p / q),
            _ => p / q,
        }), a.Type, shape));
    }

    private static SizesValue Sizes(NodeReader node, SizesValue a, SizesValue b, char operation)
    {
        int count = Math.Max(a.Extents.Length, b.Extents.Length);
        if ((a.Extents.Length != count && a.Extents.Length != 1)
            || (b.Extents.Length != count && b.Extents.Length != 1))
            throw node.Wrong($"{a.Extents.Length} and {b.Extents.Length} sizes");
        Extent[] result = new Extent[count];
        for (int i = 0; i < count; i++)
        {
            (Extent p, Extent q) = (a.Extents[a.Extents.Length == 1 ? 0 : i], b.Extents[b.Extents.Length == 1 ? 0 : i]);
            result[i] = operation switch
            {
                '*' => p * q,
                '/' when p.Over(q) is { } quotient => quotient,
                '/' when q.Number == 0 => throw node.Wrong("division by zero"),
                '/' when p.Number / q.Number is { } quotient => quotient,
                '+' when p.Symbols == q.Symbols => p with { Factor = checked(p.Factor + q.Factor) },
                '+' when q.Number == 0 => p,
                '+' when p.Number == 0 => q,
                '-' when p.Symbols == q.Symbols => p.Factor == q.Factor ? 0
                    : p with { Factor = checked(p.Factor - q.Factor) },
                '-' when q.Number == 0 => p,
                _ => node.Fresh(),
            };
        }
        return new SizesValue(result, a.IsScalar && b.IsScalar);
    }

    private static NdArray Back(IEnumerable<double> values, ElementType type, IReadOnlyList<long> shape)
    {
        double[] all = [.. values];
        return Convert(NdArray.From<double>(all, [.. shape]), type);
    }

    // A little data must not become a great deal.
    private static long Bounded(double bytes, NdArray from) => bytes <= Math.Max(Small, 2.0 * from.Bytes.Length)
        ? (long)bytes
        : throw new InputException($"a constant of {bytes} bytes, made from {from}");

    private static long[] Aligned(IReadOnlyList<long> shape, int rank) =>
        [.. Enumerable.Repeat(1L, rank - shape.Count), .. shape];

    private static long[] Repeated(long[] shape) =>
        [.. Strides(shape).Select((stride, axis) => shape[axis] == 1 ? 0 : stride)];

    private static long[] Strides(IReadOnlyList<long> shape)
    {
        long[] strides = new long[shape.Count];
        long stride = 1;
        for (int axis = shape.Count - 1; axis >= 0; stride *= shape[axis--])
            strides[axis] = stride;
        return strides;
    }

    // The array of a shape whose elements lie in another at the given steps.
    private static NdArray Gather(NdArray array, long[] shape, long[] strides)
    {
        int size = array.Type.SizeInBytes();
        long count = shape.Aggregate(1L, (product, extent) => product * extent);
        byte[] bytes = new byte[Bounded(shape.Aggregate((double)size, (product, extent) => product * extent), array)];
        ReadOnlySpan<byte> from = array.Bytes.Span;
        long[] index = new long[shape.Length];
        long offset = 0;
        for (long i = 0; i < count; i++)
        {
            from.Slice((int)offset * size, size).CopyTo(bytes.AsSpan((int)i * size));
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                offset += strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                offset -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return new NdArray(array.Type, bytes, shape);
    }
}
