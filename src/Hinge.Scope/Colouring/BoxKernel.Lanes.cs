using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Hinge.Scope.Colouring;

/// <content>
/// Several pictures at once, place by place: a lane of a vector belongs to a picture, and a coefficient serves all of
/// them. Places are vectors, so that none of them lies across two lines of the cache.
/// </content>
internal static partial class BoxKernel
{
    // The coefficients come from memory, once and in order, and the processor's own guess stays too close ahead of a loop
    // that does more with a line of them than read it.
    private const int BytesAhead = 8192;

    /// <summary>Pictures that <see cref="GatherLanes"/> and <see cref="ScatterLanes"/> take.</summary>
    public static int Lanes<T>() => Vector<T>.Count;

    /// <summary><see cref="Gather"/> for each of the pictures, equal up to the order of the sum.</summary>
    /// <param name="coefficients">All coefficients.</param>
    /// <param name="box">The box, in places.</param>
    /// <param name="targets">The pictures, [places, lanes].</param>
    /// <returns>A sum for each picture.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The box lies outside the coefficients or a picture.</exception>
    public static Vector<T> GatherLanes<T>(ReadOnlySpan<T> coefficients, in Box box, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Vector<T>.Count;
        Vector<T> sum0 = Vector<T>.Zero, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        if (!Holds(box, coefficients.Length, targets.Length / lanes))
            return sum0;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(coefficients), (nint)box.Offset);
        for (int plane = 0; plane < box.Planes; plane++)
        {
            ref T row0 = ref Unsafe.Add(
                ref MemoryMarshal.GetReference(targets), (nint)(box.Start + plane * box.PlaneStride) * lanes);
            for (int row = 0; row < box.Rows; row++)
            {
                ref T b = ref row0;
                int i = box.Width;
                for (; i >= 4; i -= 4)
                {
                    Announce(ref a);
                    sum0 = Fused(new(a), Vector.LoadUnsafe(ref b), sum0);
                    sum1 = Fused(new(Unsafe.Add(ref a, 1)), Vector.LoadUnsafe(ref b, (nuint)lanes), sum1);
                    sum2 = Fused(new(Unsafe.Add(ref a, 2)), Vector.LoadUnsafe(ref b, (nuint)(2 * lanes)), sum2);
                    sum3 = Fused(new(Unsafe.Add(ref a, 3)), Vector.LoadUnsafe(ref b, (nuint)(3 * lanes)), sum3);
                    a = ref Unsafe.Add(ref a, 4);
                    b = ref Unsafe.Add(ref b, 4 * lanes);
                }
                for (; i > 0; i--)
                {
                    sum0 = Fused(new(a), Vector.LoadUnsafe(ref b), sum0);
                    a = ref Unsafe.Add(ref a, 1);
                    b = ref Unsafe.Add(ref b, lanes);
                }
                row0 = ref Unsafe.Add(ref row0, (nint)box.RowStride * lanes);
            }
        }
        return sum0 + sum1 + (sum2 + sum3);
    }

    /// <summary><see cref="Scatter"/> to each of the pictures.</summary>
    /// <param name="coefficients">All coefficients.</param>
    /// <param name="box">The box, in places.</param>
    /// <param name="factors">A factor for each picture.</param>
    /// <param name="targets">The pictures, [places, lanes].</param>
    /// <exception cref="ArgumentOutOfRangeException">The box lies outside the coefficients or a picture.</exception>
    public static void ScatterLanes<T>(
        ReadOnlySpan<T> coefficients, in Box box, Vector<T> factors, Span<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = Vector<T>.Count;
        if (!Holds(box, coefficients.Length, targets.Length / lanes))
            return;
        ref T a = ref Unsafe.Add(ref MemoryMarshal.GetReference(coefficients), (nint)box.Offset);
        for (int plane = 0; plane < box.Planes; plane++)
        {
            ref T row0 = ref Unsafe.Add(
                ref MemoryMarshal.GetReference(targets), (nint)(box.Start + plane * box.PlaneStride) * lanes);
            for (int row = 0; row < box.Rows; row++)
            {
                ref T b = ref row0;
                int i = box.Width;
                for (; i >= 4; i -= 4)
                {
                    Announce(ref a);
                    AddPlace(a, factors, ref b);
                    AddPlace(Unsafe.Add(ref a, 1), factors, ref Unsafe.Add(ref b, lanes));
                    AddPlace(Unsafe.Add(ref a, 2), factors, ref Unsafe.Add(ref b, 2 * lanes));
                    AddPlace(Unsafe.Add(ref a, 3), factors, ref Unsafe.Add(ref b, 3 * lanes));
                    a = ref Unsafe.Add(ref a, 4);
                    b = ref Unsafe.Add(ref b, 4 * lanes);
                }
                for (; i > 0; i--)
                {
                    AddPlace(a, factors, ref b);
                    a = ref Unsafe.Add(ref a, 1);
                    b = ref Unsafe.Add(ref b, lanes);
                }
                row0 = ref Unsafe.Add(ref row0, (nint)box.RowStride * lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPlace<T>(T coefficient, Vector<T> factors, ref T place)
        where T : unmanaged => Fused(new(coefficient), factors, Vector.LoadUnsafe(ref place)).StoreUnsafe(ref place);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Announce<T>(ref T a)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref a) + BytesAhead);
    }

    // a b + c, rounded once where the processor can.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Fused<T>(Vector<T> a, Vector<T> b, Vector<T> c) => typeof(T) == typeof(double)
        ? Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>()
        : Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>();
}
