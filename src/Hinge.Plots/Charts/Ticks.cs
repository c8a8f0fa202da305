using System.Globalization;
using ScottPlot;

namespace Hinge.Plots.Charts;

/// <summary>Where ticks stand and what they say.</summary>
internal static class Ticks
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>Ticks for the places between two ends, with about so many labels at most.</summary>
    public static Tick[] For(Axis axis, double low, double high, double labels) =>
        axis.IsLogarithmic ? Logarithmic(low, high, labels) : Linear(low, high, labels);

    /// <summary>Ticks for an axis that runs downwards: the places are negated, the texts are not.</summary>
    public static Tick[] Downwards(double low, double high, double labels) =>
        [.. Linear(low, high, labels).Select(tick => new Tick(-tick.Position, tick.Label))];

    /// <summary>Multiples of 1, 2 or 5 times a power of ten.</summary>
    public static Tick[] Linear(double low, double high, double labels)
    {
        double step = Step((high - low) / Math.Max(2.5, labels));
        double first = Math.Ceiling((low / step) - 1e-9);
        double last = Math.Floor((high / step) + 1e-9);
        List<Tick> ticks = [];
        for (double k = first; k <= last; k++)
        {
            double place = (k * step) + 0.0;   // no minus on zero
            ticks.Add(new Tick(place, Text(place)));
        }
        return [.. ticks];
    }

    /// <summary>Decades, with 2 and 5 where they are few; the places are decimal logarithms.</summary>
    public static Tick[] Logarithmic(double low, double high, double labels)
    {
        List<Tick> ticks = [];
        int stride = Math.Max(1, (int)Math.Ceiling((high - low) / Math.Max(2.5, labels)));
        bool few = high - low < 2.5;
        for (int decade = (int)Math.Floor(low); decade <= Math.Ceiling(high); decade++)
        {
            for (int digit = 1; digit < 10; digit++)
            {
                double place = decade + Math.Log10(digit);
                if (place < low - 1e-9 || place > high + 1e-9)
                    continue;
                bool labelled = digit == 1 ? decade % stride == 0 : few && digit is 2 or 5;
                if (labelled)
                    ticks.Add(new Tick(place, Power(digit, decade)));
                else if (digit == 1 || high - low <= 6)
                    ticks.Add(new Tick(place, "", isMajor: false));
            }
        }
        return [.. ticks];
    }

    /// <summary>A number in a few characters: <c>0.25</c>, <c>−3</c>, <c>2×10⁻⁵</c>.</summary>
    public static string Text(double value)
    {
        double size = Math.Abs(value);
        if (size is 0 or >= 1e-3 and < 1e5)
            return Minus(value.ToString("0.#######", CultureInfo.InvariantCulture));
        string[] parts = value.ToString("0.#####E+0", CultureInfo.InvariantCulture).Split('E');
        string power = "10" + Superscript(int.Parse(parts[1], CultureInfo.InvariantCulture));
        return parts[0] switch { "1" => power, "-1" => "−" + power, string digits => $"{Minus(digits)}×{power}" };
    }

    /// <summary>A number to three significant digits; NaN and the infinities by name.</summary>
    public static string Short(double value) => double.IsFinite(value)
        ? Text(double.Parse(value.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : Minus(value.ToString(CultureInfo.InvariantCulture));

    private static string Power(int digit, int decade) => decade is >= -2 and <= 3
        ? Text(digit * Math.Pow(10, decade))
        : digit == 1 ? "10" + Superscript(decade) : $"{digit}×10{Superscript(decade)}";

    private static double Step(double atLeast)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * (atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }

    private static string Superscript(int exponent) => (exponent < 0 ? "⁻" : "")
        + string.Concat(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture).Select(c => Superscripts[c - '0']));

    private static string Minus(string number) => number.Replace('-', '−');
}
