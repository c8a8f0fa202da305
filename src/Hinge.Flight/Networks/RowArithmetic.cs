using System.Numerics;

namespace Hinge.Flight.Networks;

/// <summary>Arithmetic on rows of 64 numbers.</summary>
internal static class RowArithmetic
{
    /// <summary>Σ a b; the lanes of a vector are summed apart and then together.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> sum = Vector<float>.Zero;
        for (int i = 0; i < MlpLayout.Hidden; i += Vector<float>.Count)
            sum = Vector.FusedMultiplyAdd(new Vector<float>(a[i..]), new Vector<float>(b[i..]), sum);
        return Vector.Sum(sum);
    }

    /// <summary>target += scale row.</summary>
    public static void AddScaled(Span<float> target, float scale, ReadOnlySpan<float> row)
    {
        Vector<float> factor = new(scale);
        for (int i = 0; i < MlpLayout.Hidden; i += Vector<float>.Count)
        {
            Span<float> part = target[i..];
            Vector.FusedMultiplyAdd(factor, new Vector<float>(row[i..]), new Vector<float>(part)).CopyTo(part);
        }
    }

    /// <summary>target *= 1 - y², the slope of <see cref="FastTanh"/>.</summary>
    public static void TimesSlope(Span<float> target, ReadOnlySpan<float> y)
    {
        for (int i = 0; i < MlpLayout.Hidden; i += Vector<float>.Count)
        {
            Span<float> part = target[i..];
            Vector<float> value = new(y[i..]);
            (new Vector<float>(part) * (Vector<float>.One - (value * value))).CopyTo(part);
        }
    }
}
