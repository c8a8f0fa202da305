using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hinge.Scattering.Learning;

/// <summary>What is done to one or two rows of numbers; sums in an order that depends on the vector width alone.</summary>
internal static class RowOperations
{
    /// <summary>Σ a b.</summary>
    public static T Dot<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b) where T : unmanaged, INumber<T>
    {
        int width = Vector<T>.Count, i = 0, length = a.Length;
        ref T x = ref MemoryMarshal.GetReference(a), y = ref MemoryMarshal.GetReference(b[..length]);
        Vector<T> s0 = default, s1 = default, s2 = default, s3 = default;
        for (; i <= length - (4 * width); i += 4 * width)
        {
            s0 = MultiplyAdd(Load(ref x, i), Load(ref y, i), s0);
            s1 = MultiplyAdd(Load(ref x, i + width), Load(ref y, i + width), s1);
            s2 = MultiplyAdd(Load(ref x, i + (2 * width)), Load(ref y, i + (2 * width)), s2);
            s3 = MultiplyAdd(Load(ref x, i + (3 * width)), Load(ref y, i + (3 * width)), s3);
        }
        for (; i <= length - width; i += width)
            s0 = MultiplyAdd(Load(ref x, i), Load(ref y, i), s0);
        T sum = Vector.Sum((s0 + s1) + (s2 + s3));
        for (; i < length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>y ← y + scale x.</summary>
    public static void AddScaled<T>(Span<T> y, T scale, ReadOnlySpan<T> x) where T : unmanaged, INumber<T>
    {
        int width = Vector<T>.Count, i = 0;
        ref T to = ref MemoryMarshal.GetReference(y), from = ref MemoryMarshal.GetReference(x[..y.Length]);
        Vector<T> factor = new(scale);
        for (; i <= y.Length - width; i += width)
            MultiplyAdd(factor, Load(ref from, i), Load(ref to, i)).StoreUnsafe(ref to, (nuint)i);
        for (; i < y.Length; i++)
            y[i] += scale * x[i];
    }

    /// <summary>(p, q) ← (c p - s q, s p + c q).</summary>
    public static void Rotate(Span<double> p, Span<double> q, double cosine, double sine)
    {
        int width = Vector<double>.Count, i = 0;
        ref double a = ref MemoryMarshal.GetReference(p), b = ref MemoryMarshal.GetReference(q[..p.Length]);
        Vector<double> c = new(cosine), s = new(sine);
        for (; i <= p.Length - width; i += width)
        {
            Vector<double> x = Load(ref a, i), y = Load(ref b, i);
            ((c * x) - (s * y)).StoreUnsafe(ref a, (nuint)i);
            ((s * x) + (c * y)).StoreUnsafe(ref b, (nuint)i);
        }
        for (; i < p.Length; i++)
            (p[i], q[i]) = ((cosine * p[i]) - (sine * q[i]), (sine * p[i]) + (cosine * q[i]));
    }

    /// <summary>a b + c, in one rounding where the machine has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
    {
        if (typeof(T) == typeof(float))
            return Vector.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>();
        if (typeof(T) == typeof(double))
            return Vector.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();
        return (a * b) + c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ref T origin, int index) => Vector.LoadUnsafe(ref origin, (nuint)index);
}
