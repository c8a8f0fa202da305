using System.Numerics;

namespace Hinge.Scope.Colouring;

/// <content>
/// A lane holds neighbouring coefficients of one box row; rows are some tens of coefficients long, so that the lanes are
/// summed once a box and only the ends of rows are left to the scalar loop.
/// </content>
internal static partial class BoxKernel
{
    /// <summary><see cref="Gather"/>, equal up to the order of the sum.</summary>
    public static T GatherVector<T>(ReadOnlySpan<T> coefficients, Box box, ReadOnlySpan<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> even = Vector<T>.Zero, odd = Vector<T>.Zero;
        T rest = T.Zero;
        ReadOnlySpan<T> from = coefficients.Slice((int)box.Offset, box.Planes * box.Rows * box.Width);
        int lanes = Vector<T>.Count;
        for (int plane = 0; plane < box.Planes; plane++)
        {
            for (int row = 0; row < box.Rows; row++)
            {
                long start = box.Start + plane * box.PlaneStride + row * box.RowStride;
                ReadOnlySpan<T> a = from[..box.Width], b = target.Slice((int)start, box.Width);
                int i = 0;
                for (; i <= a.Length - 2 * lanes; i += 2 * lanes)
                {
                    even += new Vector<T>(a[i..]) * new Vector<T>(b[i..]);
                    odd += new Vector<T>(a[(i + lanes)..]) * new Vector<T>(b[(i + lanes)..]);
                }
                if (i <= a.Length - lanes)
                {
                    even += new Vector<T>(a[i..]) * new Vector<T>(b[i..]);
                    i += lanes;
                }
                for (; i < a.Length; i++)
                    rest += a[i] * b[i];
                from = from[box.Width..];
            }
        }
        return Vector.Sum(even + odd) + rest;
    }

    /// <summary><see cref="Scatter"/>, with the same products and sums.</summary>
    public static void ScatterVector<T>(ReadOnlySpan<T> coefficients, Box box, T factor, Span<T> target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vector<T> factors = new(factor);
        ReadOnlySpan<T> from = coefficients.Slice((int)box.Offset, box.Planes * box.Rows * box.Width);
        int lanes = Vector<T>.Count;
        for (int plane = 0; plane < box.Planes; plane++)
        {
            for (int row = 0; row < box.Rows; row++)
            {
                long start = box.Start + plane * box.PlaneStride + row * box.RowStride;
                ReadOnlySpan<T> a = from[..box.Width];
                Span<T> b = target.Slice((int)start, box.Width);
                int i = 0;
                for (; i <= a.Length - lanes; i += lanes)
                    (new Vector<T>(b[i..]) + factors * new Vector<T>(a[i..])).CopyTo(b[i..]);
                for (; i < a.Length; i++)
                    b[i] += factor * a[i];
                from = from[box.Width..];
            }
        }
    }
}
