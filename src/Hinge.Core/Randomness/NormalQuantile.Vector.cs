using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hinge.Core.Randomness;

internal static partial class NormalQuantile
{
    private const int Lanes = 4;

    /// <summary>
    /// <see cref="At"/> for many arguments, to the same bits: the same operations in the same order, four arguments at
    /// a time, the 85 % near the centre first and the others collected.
    /// </summary>
    /// <param name="values">Probabilities strictly between 0 and 1; replaced by the quantiles.</param>
    [SkipLocalsInit]
    public static void InPlace(Span<double> values)
    {
        const int most = 256;
        Span<int> places = stackalloc int[most + Lanes];
        Span<double> tails = stackalloc double[most + Lanes];
        for (; values.Length > 0; values = values[Math.Min(most, values.Length)..])
        {
            Span<double> part = values[..Math.Min(most, values.Length)];
            int count = Centre(part, places, tails);
            Tails(part, places[..count], tails);
        }
    }

    // Returns how many lie in the tails, and which: their smaller probability, negative on the left.
    private static int Centre(Span<double> values, Span<int> places, Span<double> tails)
    {
        int count = 0, i = 0;
        for (; i <= values.Length - Lanes; i += Lanes)
        {
            Vector256<double> probability = Vector256.Create<double>(values[i..]);
            Vector256<double> offset = probability - Vector256.Create(0.5);
            Vector256<double> outside = Vector256.GreaterThan(Vector256.Abs(offset), Vector256.Create(Central));
            Vector256<double> centre = Vector256.Create(0.180625) - (offset * offset);
            (offset * Ratio(CentreTop, CentreBottom, centre)).CopyTo(values[i..]);
            for (uint left = outside.ExtractMostSignificantBits(); left != 0; left &= left - 1)
            {
                int lane = System.Numerics.BitOperations.TrailingZeroCount(left);
                places[count] = i + lane;
                tails[count++] = probability.GetElement(lane);
            }
        }
        for (; i < values.Length; i++)
            values[i] = At(values[i]);
        return count;
    }

    private static void Tails(Span<double> values, ReadOnlySpan<int> places, Span<double> tails)
    {
        tails.Slice(places.Length, Lanes).Fill(0.05);
        Span<double> sizes = stackalloc double[Lanes];
        for (int i = 0; i < places.Length; i += Lanes)
        {
            Vector256<double> probability = Vector256.Create<double>(tails[i..]);
            Vector256<double> smaller = Vector256.Min(probability, Vector256<double>.One - probability);
            Vector256<double> tail = Vector256.Sqrt(-Log(smaller));
            Ratio(MiddleTop, MiddleBottom, tail - Vector256.Create(1.6)).CopyTo(sizes);
            bool far = Vector256.GreaterThanAny(tail, Vector256.Create(Middle));
            for (int lane = 0; lane < Math.Min(Lanes, places.Length - i); lane++)
            {
                double at = tails[i + lane];
                values[places[i + lane]] = far ? At(at) : at < 0.5 ? -sizes[lane] : sizes[lane];
            }
        }
    }

    private static Vector256<double> Log(Vector256<double> x)
    {
        Vector256<long> bits = x.AsInt64();
        Vector256<long> exponent = (bits >> 52) - Vector256.Create(1023L);
        Vector256<double> mantissa = ((bits & Vector256.Create(0x000F_FFFF_FFFF_FFFF))
            | Vector256.Create(0x3FF0_0000_0000_0000)).AsDouble();
        Vector256<double> large = Vector256.GreaterThan(mantissa, Vector256.Create(1.4142135623730951));
        mantissa = Vector256.ConditionalSelect(large, mantissa * 0.5, mantissa);
        exponent -= large.AsInt64();

        Vector256<double> one = Vector256<double>.One;
        Vector256<double> s = (mantissa - one) / (mantissa + one), square = s * s, sum = default;
        for (int odd = 23; odd >= 1; odd -= 2)
            sum = (sum * square) + Vector256.Create(1.0 / odd);
        Vector256<double> power = Vector256.ConvertToDouble(exponent);
        return (power * Ln2High) + ((2 * s * sum) + (power * Ln2Low));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Ratio(ReadOnlySpan<double> top, ReadOnlySpan<double> bottom, Vector256<double> x)
    {
        Vector256<double> above = default, below = default;
        for (int i = top.Length - 1; i >= 0; i--)
        {
            above = (above * x) + Vector256.Create(top[i]);
            below = (below * x) + Vector256.Create(bottom[i]);
        }
        return above / below;
    }
}
