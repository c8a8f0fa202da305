using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hinge.Scope.Colouring;

/// <content>
/// A lane holds neighbouring coefficients of one box row; rows are some tens of coefficients long, so that the lanes are
/// summed once a box and only the ends of rows are left to the scalar loop. The bounds are checked once a box: a check a
/// row took longer than its products.
/// </content>
internal static partial class BoxKernel
{
    /// <summary><see cref="Gather"/>, equal up to the order of the sum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The box lies outside the coefficients or the target.</exception>
    public static T GatherVector<T>(ReadOnlySpan<T> coefficients, in Box box, ReadOnlySpan<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Holds(box, coefficients.Length, target.Length))
            return T.Zero;
        Vector<T> sum0 = Vector<T>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        T rest = T.Zero;
        nuint lanes = (nuint)Vector<T>.Count, width = (nuint)box.Width;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(coefficients), (nint)box.Offset);
        for (int plane = 0; plane < box.Planes; plane++)
        {
            ref T b = ref Unsafe.Add(
                ref MemoryMarshal.GetReference(target), (nint)(box.Start + plane * box.PlaneStride));
            for (int row = 0; row < box.Rows; row++)
            {
                nuint i = 0;
                for (; i + 4 * lanes <= width; i += 4 * lanes)
                {
                    sum0 += Vector.LoadUnsafe(ref a, i) * Vector.LoadUnsafe(ref b, i);
                    sum1 += Vector.LoadUnsafe(ref a, i + lanes) * Vector.LoadUnsafe(ref b, i + lanes);
                    sum2 += Vector.LoadUnsafe(ref a, i + 2 * lanes) * Vector.LoadUnsafe(ref b, i + 2 * lanes);
                    sum3 += Vector.LoadUnsafe(ref a, i + 3 * lanes) * Vector.LoadUnsafe(ref b, i + 3 * lanes);
                }
                for (; i + lanes <= width; i += lanes)
                    sum0 += Vector.LoadUnsafe(ref a, i) * Vector.LoadUnsafe(ref b, i);
                for (; i < width; i++)
                    rest += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
                a = ref Unsafe.Add(ref a, width);
                b = ref Unsafe.Add(ref b, (nint)box.RowStride);
            }
        }
        return Vector.Sum(sum0 + sum1 + (sum2 + sum3)) + rest;
    }

    /// <summary><see cref="Scatter"/>, with the same products and sums.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The box lies outside the coefficients or the target.</exception>
    public static void ScatterVector<T>(ReadOnlySpan<T> coefficients, in Box box, T factor, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!Holds(box, coefficients.Length, target.Length))
            return;
        Vector<T> factors = new(factor);
        nuint lanes = (nuint)Vector<T>.Count, width = (nuint)box.Width;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(coefficients), (nint)box.Offset);
        for (int plane = 0; plane < box.Planes; plane++)
        {
            ref T b = ref Unsafe.Add(
                ref MemoryMarshal.GetReference(target), (nint)(box.Start + plane * box.PlaneStride));
            for (int row = 0; row < box.Rows; row++)
            {
                nuint i = 0;
                for (; i + lanes <= width; i += lanes)
                    (Vector.LoadUnsafe(ref b, i) + factors * Vector.LoadUnsafe(ref a, i)).StoreUnsafe(ref b, i);
                for (; i < width; i++)
                    Unsafe.Add(ref b, i) += factor * Unsafe.Add(ref a, i);
                a = ref Unsafe.Add(ref a, width);
                b = ref Unsafe.Add(ref b, (nint)box.RowStride);
            }
        }
    }

    // False for an empty box.
    private static bool Holds(in Box box, long coefficients, long target)
    {
        if (box.Planes <= 0 || box.Rows <= 0 || box.Width <= 0)
            return false;
        long entries = (long)box.Planes * box.Rows * box.Width;
        bool inside = box.Offset >= 0 && box.Offset <= coefficients - entries && box.Start >= 0
            && box.PlaneStride >= 0 && box.RowStride >= 0 && box.End <= target;
        return inside ? true : throw new ArgumentOutOfRangeException(nameof(box), box, "outside the matrix");
    }
}
