using System.Buffers;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Hinge.Scope.Spectra;

/// <summary>
/// Products of tall rows with a few vectors, for Gram–Schmidt. They read the rows at the speed of memory, and leave
/// libtorch's threads asleep, which would otherwise keep a core from the map's products in between.
/// </summary>
internal static unsafe class RowProducts
{
    // Columns that are dealt with together: of a hundred rows or so they stay in the second cache, and of a few vectors
    // in the nearest. Sums over the parts have a fixed order, so that they do not depend on the number of threads.
    private const int PartLength = 512;

    // Below this many products threads do not pay.
    private const long Alone = 1 << 16;

    /// <summary>
    /// The distance at which rows of so many numbers are best stored: parts of neighbouring rows then fill the sets of the
    /// caches one after the other, where a power of two would put them all into the same.
    /// </summary>
    public static long Stride(long length)
    {
        const int line = 8, lines = PartLength / line, sets = 2048;
        long whole = (length + line - 1) / line;
        if (whole < sets)
            return (whole | 1) * line;
        long over = (lines + 1 - whole % sets + sets) % sets;
        return (whole + over % (2 * lines)) * line;
    }

    /// <summary>Inner products of vectors and rows, in the order [vectors, rows].</summary>
    public static double[] Inner(in Rows rows, in Rows vectors)
    {
        int count = (int)(rows.Count * vectors.Count);
        long parts = Parts(rows.Length);
        double[] sums = new double[parts * count];
        (Rows all, Rows some) = (rows, vectors);
        ForParts(rows.Length, count, part =>
        {
            Span<double> sum = sums.AsSpan(checked((int)(part * count)), count);
            int v = 0;
            for (; v + RowTiles.Vectors <= some.Count; v += RowTiles.Vectors)
            {
                fixed (double* tile = sum[(int)(v * all.Count)..])
                {
                    RowTiles.Inner(
                        all.Pointer(0, part), all.Stride, (int)all.Count, some.Pointer(v, part), some.Stride,
                        all.PartSize(part), tile);
                }
            }
            for (; v < some.Count; v++)
            {
                for (int i = 0; i < all.Count; i++)
                    sum[(int)(v * all.Count) + i] = TensorPrimitives.Dot<double>(all.Part(i, part), some.Part(v, part));
            }
        });
        for (long part = 1; part < parts; part++)
            TensorPrimitives.Add(sums.AsSpan(0, count), sums.AsSpan((int)(part * count), count), sums.AsSpan(0, count));
        return sums[..count];
    }

    /// <summary>Adds combinations of rows: vectors += weights · rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">[vectors, rows].</param>
    /// <param name="vectors">The vectors.</param>
    public static void Add(in Rows rows, double[] weights, in Rows vectors)
    {
        (Rows all, Rows some) = (rows, vectors);
        ForParts(rows.Length, weights.Length, part => AddPart(all, part, weights, some, part));
    }

    /// <summary>Replaces the first rows by combinations of all of them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">[kept, rows]: a row of weights for each new row.</param>
    public static void Combine(in Rows rows, double[] weights)
    {
        Rows all = rows;
        int kept = weights.Length / (int)rows.Count;
        ForParts(rows.Length, weights.Length, part =>
        {
            int size = all.PartSize(part);
            double[] memory = ArrayPool<double>.Shared.Rent(kept * PartLength);
            Array.Clear(memory, 0, kept * PartLength);
            fixed (double* sums = memory)
            {
                AddPart(all, part, weights, new(sums, kept, size, PartLength), 0);
                for (int j = 0; j < kept; j++)
                    new Span<double>(sums + j * PartLength, size).CopyTo(all.Part(j, part));
            }
            ArrayPool<double>.Shared.Return(memory);
        });
    }

    // Vectors that a tile takes go strip by strip, from a copy in which the strip's rows follow each other: where they lie,
    // each is in a page of its own.
    private static void AddPart(in Rows rows, long part, double[] weights, in Rows vectors, long at)
    {
        int count = (int)rows.Count, size = rows.PartSize(part), width = RowTiles.Strip, column = 0;
        int tiled = (int)vectors.Count / RowTiles.Vectors * RowTiles.Vectors;
        double[] memory = ArrayPool<double>.Shared.Rent(count * width);
        fixed (double* all = weights, strip = memory)
        {
            for (; tiled > 0 && column <= size - width; column += width)
            {
                for (int i = 0; i < count; i++)
                    new Span<double>(rows.Pointer(i, part) + column, width).CopyTo(new(strip + i * width, width));
                for (int v = 0; v < tiled; v += RowTiles.Vectors)
                    RowTiles.Add(strip, count, all + v * count, vectors.Pointer(v, at) + column, vectors.Stride);
            }
        }
        ArrayPool<double>.Shared.Return(memory);
        for (int v = 0; v < vectors.Count; v++)
        {
            Span<double> vector = vectors.Part(v, at)[(v < tiled ? column : 0)..];
            for (int i = 0; i < count && vector.Length > 0; i++)
            {
                ReadOnlySpan<double> row = rows.Part(i, part)[^vector.Length..];
                TensorPrimitives.MultiplyAdd(row, weights[v * count + i], vector, vector);
            }
        }
    }

    private static long Parts(long length) => (length + PartLength - 1) / PartLength;

    private static void ForParts(long length, long products, Action<long> work)
    {
        if (length * products < Alone)
        {
            for (long part = 0; part < Parts(length); part++)
                work(part);
            return;
        }
        Parallel.For(0L, Parts(length), new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, work);
    }

    /// <summary>Some rows of a matrix in double precision, seen in memory, which must stay alive.</summary>
    internal readonly struct Rows
    {
        private readonly double* _origin;

        public Rows(Tensor matrix)
        {
            if (matrix.dtype != ScalarType.Float64 || (matrix.shape[1] > 1 && matrix.stride(1) != 1))
                throw new ArgumentException("the numbers of a row lie side by side, in double precision", nameof(matrix));
            // Only the address is asked for: a span cannot reach over more than 2 GiB.
            using Tensor first = matrix.narrow(1, 0, 1).narrow(0, 0, Math.Min(1, matrix.shape[0]));
            fixed (byte* origin = first.bytes)
                _origin = (double*)origin;
            (Count, Length, Stride) = (matrix.shape[0], matrix.shape[1], matrix.stride(0));
        }

        public Rows(double* origin, long count, long length, long stride)
        {
            _origin = origin;
            (Count, Length, Stride) = (count, length, stride);
        }

        public long Count { get; }

        public long Length { get; }

        /// <summary>Numbers from one row to the next.</summary>
        public long Stride { get; }

        public Span<double> this[long row] => new(_origin + row * Stride, checked((int)Length));

        public int PartSize(long part) => (int)Math.Min(PartLength, Length - part * PartLength);

        public double* Pointer(long row, long part) => _origin + row * Stride + part * PartLength;

        public Span<double> Part(long row, long part) => new(Pointer(row, part), PartSize(part));
    }
}
