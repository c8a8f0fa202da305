using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hinge.Core.Randomness;

internal static partial class NormalQuantile
{
    private const int Lanes = 8;

    /// <summary>
    /// <see cref="At"/> for many arguments, to the same bits: the same operations in the same order, eight arguments
    /// at a time, the 85 % near the centre first and the others collected.
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
            count = CentreOf(values[i..], i, count, places, tails);
        if (i == values.Length)
            return count;
        Span<double> rest = stackalloc double[Lanes];
        rest.Fill(0.5);
        values[i..].CopyTo(rest);
        count = CentreOf(rest, i, count, places, tails);
        rest[..(values.Length - i)].CopyTo(values[i..]);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CentreOf(Span<double> values, int first, int count, Span<int> places, Span<double> tails)
    {
        Vector512<double> probability = Vector512.Create<double>(values);
        Vector512<double> offset = probability - Vector512.Create(0.5);
        Vector512<double> outside = Vector512.GreaterThan(Vector512.Abs(offset), Vector512.Create(Central));
        Vector512<double> centre = Vector512.Create(0.180625) - (offset * offset);
        ulong left = outside.ExtractMostSignificantBits();
        for (; left != 0; left &= left - 1)
        {
            int lane = System.Numerics.BitOperations.TrailingZeroCount(left);
            places[count] = first + lane;
            tails[count++] = values[lane];
        }
        (offset * Ratio(CentreTop, CentreBottom, centre)).CopyTo(values);
        return count;
    }

    private static void Tails(Span<double> values, ReadOnlySpan<int> places, Span<double> tails)
    {
        tails.Slice(places.Length, Lanes).Fill(0.05);
        Span<double> sizes = stackalloc double[Lanes];
        for (int i = 0; i < places.Length; i += Lanes)
        {
            Vector512<double> probability = Vector512.Create<double>(tails[i..]);
            Vector512<double> smaller = Vector512.Min(probability, Vector512<double>.One - probability);
            Vector512<double> tail = Vector512.Sqrt(-Log(smaller));
            Ratio(MiddleTop, MiddleBottom, tail - Vector512.Create(1.6)).CopyTo(sizes);
            bool far = Vector512.GreaterThanAny(tail, Vector512.Create(Middle));
            for (int lane = 0; lane < Math.Min(Lanes, places.Length - i); lane++)
            {
                double at = tails[i + lane];
                values[places[i + lane]] = far ? At(at) : at < 0.5 ? -sizes[lane] : sizes[lane];
            }
        }
    }

    private static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<long> bits = x.AsInt64();
        Vector512<long> exponent = (bits >> 52) - Vector512.Create(1023L);
        Vector512<double> mantissa = ((bits & Vector512.Create(0x000F_FFFF_FFFF_FFFF))
            | Vector512.Create(0x3FF0_0000_0000_0000)).AsDouble();
        Vector512<double> large = Vector512.GreaterThan(mantissa, Vector512.Create(1.4142135623730951));
        mantissa = Vector512.ConditionalSelect(large, mantissa * 0.5, mantissa);
        exponent -= large.AsInt64();

        Vector512<double> one = Vector512<double>.One;
        Vector512<double> s = (mantissa - one) / (mantissa + one), square = s * s, sum = default;
        for (int odd = 23; odd >= 1; odd -= 2)
            sum = (sum * square) + Vector512.Create(1.0 / odd);
        Vector512<double> power = Vector512.ConvertToDouble(exponent);
        return (power * Ln2High) + ((2 * s * sum) + (power * Ln2Low));
    }

    // Written out: the places of the coefficients are then known, and two sums go on side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Ratio(ReadOnlySpan<double> top, ReadOnlySpan<double> bottom, Vector512<double> x)
    {
        Vector512<double> above = Vector512.Create(top[7]), below = Vector512.Create(bottom[7]);
        above = (above * x) + Vector512.Create(top[6]);
        below = (below * x) + Vector512.Create(bottom[6]);
        above = (above * x) + Vector512.Create(top[5]);
        below = (below * x) + Vector512.Create(bottom[5]);
        above = (above * x) + Vector512.Create(top[4]);
        below = (below * x) + Vector512.Create(bottom[4]);
        above = (above * x) + Vector512.Create(top[3]);
        below = (below * x) + Vector512.Create(bottom[3]);
        above = (above * x) + Vector512.Create(top[2]);
        below = (below * x) + Vector512.Create(bottom[2]);
        above = (above * x) + Vector512.Create(top[1]);
        below = (below * x) + Vector512.Create(bottom[1]);
        above = (above * x) + Vector512.Create(top[0]);
        below = (below * x) + Vector512.Create(bottom[0]);
        return above / below;
    }
}
