namespace Hinge.Core.Randomness;

/// <summary>
/// The inverse of the normal distribution function, from additions, multiplications, divisions and square roots alone.
/// IEEE 754 fixes the result of each of those to the bit, so the same argument gives the same bits on every machine;
/// the logarithms and sines of the system libraries do not.
/// </summary>
/// <remarks>M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", 1988.</remarks>
internal static partial class NormalQuantile
{
    // Borders of the three approximations: |p - 1/2|, and the root of -ln p.
    private const double Central = 0.425, Middle = 5;

    // ln 2 in two parts: the first has 33 significant bits, so its product with an exponent is exact.
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;

    private static ReadOnlySpan<double> CentreTop =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static ReadOnlySpan<double> CentreBottom =>
    [
        1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static ReadOnlySpan<double> MiddleTop =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> MiddleBottom =>
    [
        1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarTop =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarBottom =>
    [
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>The x with Φ(x) = <paramref name="probability"/>, to about 1e-16 relative.</summary>
    /// <param name="probability">Strictly between 0 and 1.</param>
    public static double At(double probability)
    {
        double offset = probability - 0.5;
        if (Math.Abs(offset) <= Central)
        {
            double centre = 0.180625 - (offset * offset);
            return offset * Ratio(CentreTop, CentreBottom, centre);
        }
        double tail = Math.Sqrt(-Log(Math.Min(probability, 1 - probability)));
        double size = tail <= Middle
            ? Ratio(MiddleTop, MiddleBottom, tail - 1.6)
            : Ratio(FarTop, FarBottom, tail - 5);
        return offset < 0 ? -size : size;
    }

    /// <summary>The natural logarithm of a normal positive number, to about 2 units in the last place.</summary>
    internal static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // ln m = 2 artanh s = 2 s (1 + s²/3 + s⁴/5 + …); |s| < 0.172, so the term of s²⁴ is below 2^-60.
        double s = (mantissa - 1) / (mantissa + 1);
        double square = s * s;
        double sum = 0;
        for (int odd = 23; odd >= 1; odd -= 2)
            sum = (sum * square) + (1.0 / odd);
        return (exponent * Ln2High) + ((2 * s * sum) + (exponent * Ln2Low));
    }

    private static double Ratio(ReadOnlySpan<double> top, ReadOnlySpan<double> bottom, double x)
    {
        double above = 0, below = 0;
        for (int i = top.Length - 1; i >= 0; i--)
        {
            above = (above * x) + top[i];
            below = (below * x) + bottom[i];
        }
        return above / below;
    }
}
