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
    // Columns that are dealt with together: a vector's part stays in the nearest cache. Sums over the parts have a
    // fixed order, so that they do not depend on the number of threads.
    private const int PartLength = 2048;

    // Columns of which a hundred rows or so stay in the second cache.
    private const int NarrowLength = 512;

    // Below this many products threads do not pay.
    private const long Alone = 1 << 16;

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
            int at = 0;
            for (long v = 0; v < some.Count; v++)
            {
                for (long i = 0; i < all.Count; i++)
                    sum[at++] = TensorPrimitives.Dot<double>(all.Part(i, part), some.Part(v, part));
            }
        });
        for (long part = 1; part < parts; part++)
            TensorPrimitives.Add(sums.AsSpan(0, count), sums.AsSpan((int)(part * count), count), sums.AsSpan(0, count));
        return sums[..count];
    }

    /// <summary>Subtracts combinations of rows: vectors −= coefficients · rows.</summary>
    public static void Subtract(in Rows rows, double[] coefficients, in Rows vectors)
    {
        (Rows all, Rows some) = (rows, vectors);
        ForParts(rows.Length, coefficients.Length, part =>
        {
            int at = 0;
            for (long v = 0; v < some.Count; v++)
            {
                Span<double> vector = some.Part(v, part);
                for (long i = 0; i < all.Count; i++)
                    TensorPrimitives.MultiplyAdd(all.Part(i, part), -coefficients[at++], vector, vector);
            }
        });
    }

    /// <summary>Replaces the first rows by combinations of all of them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">[kept, rows]: a row of weights for each new row.</param>
    public static void Combine(in Rows rows, double[] weights)
    {
        Rows all = rows;
        int count = (int)rows.Count, kept = weights.Length / count;
        ForParts(rows.Length, weights.Length, part =>
        {
            int length = all.Part(0, part).Length;
            double[] sums = ArrayPool<double>.Shared.Rent(kept * NarrowLength);
            for (int first = 0; first < length; first += NarrowLength)
            {
                int width = Math.Min(NarrowLength, length - first);
                for (int j = 0; j < kept; j++)
                {
                    Span<double> sum = sums.AsSpan(j * NarrowLength, width);
                    TensorPrimitives.Multiply(all.Part(0, part).Slice(first, width), weights[j * count], sum);
                    for (int i = 1; i < count; i++)
                    {
                        TensorPrimitives.MultiplyAdd(
                            all.Part(i, part).Slice(first, width), weights[j * count + i], sum, sum);
                    }
                }
                for (int j = 0; j < kept; j++)
                    sums.AsSpan(j * NarrowLength, width).CopyTo(all.Part(j, part)[first..]);
            }
            ArrayPool<double>.Shared.Return(sums);
        });
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

    /// <summary>Some rows of a matrix in double precision, seen in memory. The tensor must stay alive.</summary>
    internal readonly struct Rows
    {
        private readonly double* _origin;

        public Rows(Tensor matrix)
        {
            if (!matrix.is_contiguous() || matrix.dtype != ScalarType.Float64)
                throw new ArgumentException("rows lie one behind the other, in double precision", nameof(matrix));
            // Only the address is asked for: a span cannot reach over more than 2 GiB.
            using Tensor first = matrix.narrow(1, 0, 1).narrow(0, 0, Math.Min(1, matrix.shape[0]));
            fixed (byte* origin = first.bytes)
                _origin = (double*)origin;
            (Count, Length) = (matrix.shape[0], matrix.shape[1]);
        }

        public long Count { get; }

        public long Length { get; }

        public Span<double> this[long row] => new(_origin + row * Length, checked((int)Length));

        public Span<double> Part(long row, long part) => new(
            _origin + row * Length + part * PartLength, (int)Math.Min(PartLength, Length - part * PartLength));
    }
}
