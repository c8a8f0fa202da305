using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hinge.Scattering.Learning;

/// <summary>
/// C += scale A Bᵀ, every row of A with every row of B. A tile of 4 x 3 sums stays in registers while two rows run by,
/// seven loads for twelve products; rows are cut into stretches of 4 kB, so that a block of B stays in the second
/// cache. Sums of a stretch are rounded to the type of C: single products add up in double where C is double. Every
/// sum is taken in one order, whatever the number of threads.
/// </summary>
internal static class RowProducts
{
    private const int StretchBytes = 4096, BlockOfB = 48, BlockOfA = 64;

    /// <summary>Adds the products.</summary>
    /// <param name="a">m x k.</param>
    /// <param name="b">n x k.</param>
    /// <param name="c">m x n.</param>
    /// <param name="scale">Factor of every product.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="lower">Whether only c[i, j] with j ≤ i are wanted; others may or may not be had.</param>
    public static void Add<T, TSum>(
        Rows<T> a, Rows<T> b, Rows<TSum> c, TSum scale, int threads = 1, bool lower = false)
        where T : unmanaged, INumber<T> where TSum : unmanaged, INumber<TSum>
    {
        if (a.Columns != b.Columns || c.Count != a.Count || c.Columns != b.Count)
            throw new ArgumentException(
                $"{a.Count} x {a.Columns} by {b.Count} x {b.Columns} into {c.Count} x {c.Columns}");
        int blocks = (a.Count + BlockOfA - 1) / BlockOfA;
        if (threads <= 1 || blocks <= 1)
        {
            for (int block = 0; block < blocks; block++)
                Block(a, b, c, scale, block * BlockOfA, lower);
            return;
        }
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, index =>
            Block(a, b, c, scale, (lower ? blocks - 1 - index : index) * BlockOfA, lower));
    }

    /// <summary>The lower half of a symmetric matrix copied onto the upper one.</summary>
    public static void Mirror<T>(T[] matrix, int n)
    {
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
                matrix[((long)j * n) + i] = matrix[((long)i * n) + j];
        }
    }

    private static void Block<T, TSum>(Rows<T> a, Rows<T> b, Rows<TSum> c, TSum scale, int first, bool lower)
        where T : unmanaged, INumber<T> where TSum : unmanaged, INumber<TSum>
    {
        int end = Math.Min(first + BlockOfA, a.Count), stretch = StretchBytes / Unsafe.SizeOf<T>();
        int wide = lower ? Math.Min(end, b.Count) : b.Count;
        Span<T> sums = stackalloc T[12];
        for (int left = 0; left < wide; left += BlockOfB)
        {
            int right = Math.Min(left + BlockOfB, wide);
            for (int k = 0; k < a.Columns; k += stretch)
            {
                int length = Math.Min(stretch, a.Columns - k);
                for (int i = first; i < end; i += 4)
                {
                    for (int j = left; j < right && (!lower || j <= i + 3); j += 3)
                    {
                        Tile(a, b, i, j, k, length, sums);
                        for (int r = 0; r < Math.Min(4, end - i); r++)
                        {
                            long row = c.Start + ((long)(i + r) * c.Stride) + j;
                            for (int s = 0; s < Math.Min(3, right - j); s++)
                                c.Values[row + s] += scale * TSum.CreateTruncating(sums[(3 * r) + s]);
                        }
                    }
                }
            }
        }
    }

    // Rows beyond the last are the last again; their sums are not used.
    private static void Tile<T>(Rows<T> a, Rows<T> b, int i, int j, int k, int length, Span<T> sums)
        where T : unmanaged, INumber<T>
    {
        ref T a0 = ref At(a, i, k), a1 = ref At(a, i + 1, k), a2 = ref At(a, i + 2, k), a3 = ref At(a, i + 3, k);
        ref T b0 = ref At(b, j, k), b1 = ref At(b, j + 1, k), b2 = ref At(b, j + 2, k);
        Vector<T> s00 = default, s01 = default, s02 = default, s10 = default, s11 = default, s12 = default;
        Vector<T> s20 = default, s21 = default, s22 = default, s30 = default, s31 = default, s32 = default;
        nuint width = (nuint)Vector<T>.Count, n = 0, end = (nuint)length;
        for (; n + width <= end; n += width)
        {
            Vector<T> x = Vector.LoadUnsafe(ref b0, n), y = Vector.LoadUnsafe(ref b1, n);
            Vector<T> z = Vector.LoadUnsafe(ref b2, n), w = Vector.LoadUnsafe(ref a0, n);
            (s00, s01, s02) = (RowOperations.MultiplyAdd(w, x, s00), RowOperations.MultiplyAdd(w, y, s01),
                RowOperations.MultiplyAdd(w, z, s02));
            w = Vector.LoadUnsafe(ref a1, n);
            (s10, s11, s12) = (RowOperations.MultiplyAdd(w, x, s10), RowOperations.MultiplyAdd(w, y, s11),
                RowOperations.MultiplyAdd(w, z, s12));
            w = Vector.LoadUnsafe(ref a2, n);
            (s20, s21, s22) = (RowOperations.MultiplyAdd(w, x, s20), RowOperations.MultiplyAdd(w, y, s21),
                RowOperations.MultiplyAdd(w, z, s22));
            w = Vector.LoadUnsafe(ref a3, n);
            (s30, s31, s32) = (RowOperations.MultiplyAdd(w, x, s30), RowOperations.MultiplyAdd(w, y, s31),
                RowOperations.MultiplyAdd(w, z, s32));
        }
        (sums[0], sums[1], sums[2]) = (Vector.Sum(s00), Vector.Sum(s01), Vector.Sum(s02));
        (sums[3], sums[4], sums[5]) = (Vector.Sum(s10), Vector.Sum(s11), Vector.Sum(s12));
        (sums[6], sums[7], sums[8]) = (Vector.Sum(s20), Vector.Sum(s21), Vector.Sum(s22));
        (sums[9], sums[10], sums[11]) = (Vector.Sum(s30), Vector.Sum(s31), Vector.Sum(s32));
        for (; n < end; n++)
        {
            (T x, T y, T z) = (Unsafe.Add(ref b0, n), Unsafe.Add(ref b1, n), Unsafe.Add(ref b2, n));
            AddRow(sums, 0, Unsafe.Add(ref a0, n), x, y, z);
            AddRow(sums, 3, Unsafe.Add(ref a1, n), x, y, z);
            AddRow(sums, 6, Unsafe.Add(ref a2, n), x, y, z);
            AddRow(sums, 9, Unsafe.Add(ref a3, n), x, y, z);
        }
    }

    private static void AddRow<T>(Span<T> sums, int at, T w, T x, T y, T z) where T : INumber<T>
    {
        sums[at] += w * x;
        sums[at + 1] += w * y;
        sums[at + 2] += w * z;
    }

    private static ref T At<T>(Rows<T> rows, int row, int column) => ref Unsafe.Add(
        ref MemoryMarshal.GetArrayDataReference(rows.Values),
        (nint)(rows.Start + ((long)Math.Min(row, rows.Count - 1) * rows.Stride) + column));
}
