using System.Globalization;
using Hinge.Core.Randomness;

namespace Hinge.Scattering.NonLinearities;

/// <summary>Tries a function against the Lipschitz constant that is claimed for it.</summary>
internal static class LipschitzCheck
{
    private const int Pairs = 1_000_000;
    private const double Tolerance = 1e-9;

    /// <summary>Refuses a function that is not 0 at 0, or of which some pair exceeds the constant.</summary>
    /// <exception cref="NetworkException">With the pair, the quotient and the constant.</exception>
    public static void Hold(string name, Func<double, double> function, double lipschitz)
    {
        if (!double.IsFinite(lipschitz) || lipschitz < 0)
            throw new NetworkException($"{name}: L = {Text(lipschitz)}: expected a finite number, not negative");
        if (function(0) is var origin && origin != 0)
            throw new NetworkException($"{name}: M(0) = {Text(origin)}; expected exactly 0");
        RandomStream random = new(0x4c69_7073);
        for (int pair = 0; pair < Pairs; pair++)
        {
            double a = Point(random, pair % 2 == 0);
            double b = pair % 4 < 2 ? Point(random, pair % 2 == 0) : a + (Math.Abs(a) * Point(random, false) * 1e-3);
            double distance = Math.Abs(a - b), change = Math.Abs(function(a) - function(b));
            // Two values that rounding alone makes differ say nothing.
            double rounding = 4e-16 * (Math.Abs(function(a)) + Math.Abs(function(b)));
            if (distance > 0 && !(change - rounding <= lipschitz * (1 + Tolerance) * distance))
            {
                throw new NetworkException(
                    $"{name}: |M({Text(a)}) - M({Text(b)})| / |a - b| = {Text(change / distance)}; "
                    + $"declared L = {Text(lipschitz)}");
            }
        }
    }

    // Uniform in ±1000, or spaced evenly in the logarithm between 10⁻⁶ and 10³.
    private static double Point(RandomStream random, bool uniform)
    {
        double draw = random.NextDouble();
        return uniform ? 2000 * (draw - 0.5) : (random.NextUInt32() % 2 == 0 ? 1 : -1) * Math.Pow(10, (9 * draw) - 6);
    }

    private static string Text(double value) => value.ToString("G9", CultureInfo.InvariantCulture);
}
