using System.Numerics;

namespace Hinge.Scope.Spectra;

/// <summary>
/// Tiles of a product of rows with rows, whose sums stay in registers: four vectors and two rows, or four vectors and two
/// registers of columns, so that a number that was read serves four times.
/// </summary>
internal static unsafe class RowTiles
{
    /// <summary>Vectors in a tile.</summary>
    public const int Vectors = 4;

    /// <summary>Adds the inner products of four vectors with rows.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="count">Rows.</param>
    /// <param name="vectors">The first of the vectors.</param>
    /// <param name="apart">From one vector to the next.</param>
    /// <param name="length">Numbers in each.</param>
    /// <param name="sums">[4, count], in rows that are <paramref name="count"/> long.</param>
    public static void Inner(
        double* rows, long stride, int count, double* vectors, long apart, int length, double* sums)
    {
        double* v1 = vectors + apart, v2 = v1 + apart, v3 = v2 + apart;
        int i = 0;
        for (; i + 2 <= count; i += 2)
        {
            double* a = rows + i * stride, b = a + stride;
            Vector<double> a0 = default, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
            int at = 0;
            for (; at <= length - Vector<double>.Count; at += Vector<double>.Count)
            {
                Vector<double> one = Vector.Load(a + at), other = Vector.Load(b + at);
                Vector<double> v = Vector.Load(vectors + at);
                a0 = Vector.MultiplyAddEstimate(one, v, a0);
                b0 = Vector.MultiplyAddEstimate(other, v, b0);
                v = Vector.Load(v1 + at);
                a1 = Vector.MultiplyAddEstimate(one, v, a1);
                b1 = Vector.MultiplyAddEstimate(other, v, b1);
                v = Vector.Load(v2 + at);
                a2 = Vector.MultiplyAddEstimate(one, v, a2);
                b2 = Vector.MultiplyAddEstimate(other, v, b2);
                v = Vector.Load(v3 + at);
                a3 = Vector.MultiplyAddEstimate(one, v, a3);
                b3 = Vector.MultiplyAddEstimate(other, v, b3);
            }
            double* sum = sums + i;
            sum[0] += Vector.Sum(a0) + Inner(a, vectors, at, length);
            sum[1] += Vector.Sum(b0) + Inner(b, vectors, at, length);
            sum += count;
            sum[0] += Vector.Sum(a1) + Inner(a, v1, at, length);
            sum[1] += Vector.Sum(b1) + Inner(b, v1, at, length);
            sum += count;
            sum[0] += Vector.Sum(a2) + Inner(a, v2, at, length);
            sum[1] += Vector.Sum(b2) + Inner(b, v2, at, length);
            sum += count;
            sum[0] += Vector.Sum(a3) + Inner(a, v3, at, length);
            sum[1] += Vector.Sum(b3) + Inner(b, v3, at, length);
        }
        for (; i < count; i++)
        {
            for (int v = 0; v < Vectors; v++)
                sums[v * count + i] += Inner(rows + i * stride, vectors + v * apart, 0, length);
        }
    }

    /// <summary>Columns of a strip.</summary>
    public static int Strip => 2 * Vector<double>.Count;

    /// <summary>Adds combinations of rows to four vectors, in a strip of columns.</summary>
    /// <param name="rows">[count, <see cref="Strip"/>]: the strip of the rows.</param>
    /// <param name="count">Rows.</param>
    /// <param name="weights">[4, count], in rows that are <paramref name="count"/> long.</param>
    /// <param name="vectors">The strip of the first of the vectors.</param>
    /// <param name="apart">From one vector to the next.</param>
    public static void Add(double* rows, int count, double* weights, double* vectors, long apart)
    {
        double* v1 = vectors + apart, v2 = v1 + apart, v3 = v2 + apart;
        double* w1 = weights + count, w2 = w1 + count, w3 = w2 + count;
        int step = Vector<double>.Count;
        Vector<double> a0 = Vector.Load(vectors), b0 = Vector.Load(vectors + step);
        Vector<double> a1 = Vector.Load(v1), b1 = Vector.Load(v1 + step);
        Vector<double> a2 = Vector.Load(v2), b2 = Vector.Load(v2 + step);
        Vector<double> a3 = Vector.Load(v3), b3 = Vector.Load(v3 + step);
        for (int i = 0; i < count; i++, rows += 2 * step)
        {
            Vector<double> one = Vector.Load(rows), other = Vector.Load(rows + step);
            Vector<double> w = new(weights[i]);
            a0 = Vector.MultiplyAddEstimate(one, w, a0);
            b0 = Vector.MultiplyAddEstimate(other, w, b0);
            w = new(w1[i]);
            a1 = Vector.MultiplyAddEstimate(one, w, a1);
            b1 = Vector.MultiplyAddEstimate(other, w, b1);
            w = new(w2[i]);
            a2 = Vector.MultiplyAddEstimate(one, w, a2);
            b2 = Vector.MultiplyAddEstimate(other, w, b2);
            w = new(w3[i]);
            a3 = Vector.MultiplyAddEstimate(one, w, a3);
            b3 = Vector.MultiplyAddEstimate(other, w, b3);
        }
        a0.Store(vectors);
        b0.Store(vectors + step);
        a1.Store(v1);
        b1.Store(v1 + step);
        a2.Store(v2);
        b2.Store(v2 + step);
        a3.Store(v3);
        b3.Store(v3 + step);
    }

    private static double Inner(double* a, double* b, int from, int length)
    {
        double sum = 0;
        for (int i = from; i < length; i++)
            sum = double.MultiplyAddEstimate(a[i], b[i], sum);
        return sum;
    }
}
