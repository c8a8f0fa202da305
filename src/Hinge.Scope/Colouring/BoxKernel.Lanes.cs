using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hinge.Scope.Colouring;

/// <content>Four pictures at once: a coefficient that is in a register serves all of them.</content>
internal static partial class BoxKernel
{
    /// <summary>Pictures that <see cref="GatherLanes"/> and <see cref="ScatterLanes"/> take.</summary>
    public const int Lanes = 4;

    /// <summary><see cref="Gather"/> for each of the pictures, equal up to the order of the sum.</summary>
    /// <param name="coefficients">All coefficients.</param>
    /// <param name="box">The box.</param>
    /// <param name="targets">The pictures, one behind the other.</param>
    /// <param name="length">Numbers in a picture.</param>
    /// <param name="sums">Filled with the sums.</param>
    /// <exception cref="ArgumentOutOfRangeException">The box lies outside the coefficients or a picture.</exception>
    public static void GatherLanes<T>(
        ReadOnlySpan<T> coefficients, in Box box, ReadOnlySpan<T> targets, int length, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> pictures = targets[..(Lanes * length)];
        Span<T> results = sums[..Lanes];
        results.Clear();
        if (!Holds(box, coefficients.Length, length))
            return;
        Vector<T> even0 = Vector<T>.Zero, even1 = even0, even2 = even0, even3 = even0;
        Vector<T> odd0 = even0, odd1 = even0, odd2 = even0, odd3 = even0;
        T rest0 = T.Zero, rest1 = rest0, rest2 = rest0, rest3 = rest0;
        nuint step = (nuint)Vector<T>.Count, width = (nuint)box.Width;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(coefficients), (nint)box.Offset);
        for (int plane = 0; plane < box.Planes; plane++)
        {
            ref T b0 = ref Unsafe.Add(
                ref MemoryMarshal.GetReference(pictures), (nint)(box.Start + plane * box.PlaneStride));
            for (int row = 0; row < box.Rows; row++)
            {
                ref T b1 = ref Unsafe.Add(ref b0, length);
                ref T b2 = ref Unsafe.Add(ref b1, length);
                ref T b3 = ref Unsafe.Add(ref b2, length);
                nuint i = 0;
                for (; i + 2 * step <= width; i += 2 * step)
                {
                    Vector<T> even = Vector.LoadUnsafe(ref a, i), odd = Vector.LoadUnsafe(ref a, i + step);
                    even0 += even * Vector.LoadUnsafe(ref b0, i);
                    even1 += even * Vector.LoadUnsafe(ref b1, i);
                    even2 += even * Vector.LoadUnsafe(ref b2, i);
                    even3 += even * Vector.LoadUnsafe(ref b3, i);
                    odd0 += odd * Vector.LoadUnsafe(ref b0, i + step);
                    odd1 += odd * Vector.LoadUnsafe(ref b1, i + step);
                    odd2 += odd * Vector.LoadUnsafe(ref b2, i + step);
                    odd3 += odd * Vector.LoadUnsafe(ref b3, i + step);
                }
                for (; i < width; i++)
                {
                    T one = Unsafe.Add(ref a, i);
                    rest0 += one * Unsafe.Add(ref b0, i);
                    rest1 += one * Unsafe.Add(ref b1, i);
                    rest2 += one * Unsafe.Add(ref b2, i);
                    rest3 += one * Unsafe.Add(ref b3, i);
                }
                a = ref Unsafe.Add(ref a, width);
                b0 = ref Unsafe.Add(ref b0, (nint)box.RowStride);
            }
        }
        results[0] = Vector.Sum(even0 + odd0) + rest0;
        results[1] = Vector.Sum(even1 + odd1) + rest1;
        results[2] = Vector.Sum(even2 + odd2) + rest2;
        results[3] = Vector.Sum(even3 + odd3) + rest3;
    }

    /// <summary><see cref="Scatter"/> to each of the pictures, with the same products and sums.</summary>
    /// <param name="coefficients">All coefficients.</param>
    /// <param name="box">The box.</param>
    /// <param name="factors">A factor for each picture.</param>
    /// <param name="targets">The pictures, one behind the other.</param>
    /// <param name="length">Numbers in a picture.</param>
    /// <exception cref="ArgumentOutOfRangeException">The box lies outside the coefficients or a picture.</exception>
    public static void ScatterLanes<T>(
        ReadOnlySpan<T> coefficients, in Box box, ReadOnlySpan<T> factors, Span<T> targets, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> pictures = targets[..(Lanes * length)];
        if (!Holds(box, coefficients.Length, length))
            return;
        T one0 = factors[0], one1 = factors[1], one2 = factors[2], one3 = factors[3];
        Vector<T> all0 = new(one0), all1 = new(one1), all2 = new(one2), all3 = new(one3);
        nuint step = (nuint)Vector<T>.Count, width = (nuint)box.Width;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(coefficients), (nint)box.Offset);
        for (int plane = 0; plane < box.Planes; plane++)
        {
            ref T b0 = ref Unsafe.Add(
                ref MemoryMarshal.GetReference(pictures), (nint)(box.Start + plane * box.PlaneStride));
            for (int row = 0; row < box.Rows; row++)
            {
                ref T b1 = ref Unsafe.Add(ref b0, length);
                ref T b2 = ref Unsafe.Add(ref b1, length);
                ref T b3 = ref Unsafe.Add(ref b2, length);
                nuint i = 0;
                for (; i + step <= width; i += step)
                {
                    Vector<T> some = Vector.LoadUnsafe(ref a, i);
                    (Vector.LoadUnsafe(ref b0, i) + all0 * some).StoreUnsafe(ref b0, i);
                    (Vector.LoadUnsafe(ref b1, i) + all1 * some).StoreUnsafe(ref b1, i);
                    (Vector.LoadUnsafe(ref b2, i) + all2 * some).StoreUnsafe(ref b2, i);
                    (Vector.LoadUnsafe(ref b3, i) + all3 * some).StoreUnsafe(ref b3, i);
                }
                for (; i < width; i++)
                {
                    T some = Unsafe.Add(ref a, i);
                    Unsafe.Add(ref b0, i) += one0 * some;
                    Unsafe.Add(ref b1, i) += one1 * some;
                    Unsafe.Add(ref b2, i) += one2 * some;
                    Unsafe.Add(ref b3, i) += one3 * some;
                }
                a = ref Unsafe.Add(ref a, width);
                b0 = ref Unsafe.Add(ref b0, (nint)box.RowStride);
            }
        }
    }
}
