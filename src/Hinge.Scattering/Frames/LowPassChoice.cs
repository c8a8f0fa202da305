using System.Globalization;

namespace Hinge.Scattering.Frames;

/// <summary>Where a bank of filters without a low-pass takes its output-generating atom from.</summary>
public readonly record struct LowPassChoice
{
    private LowPassChoice(int? index, double? deviation) => (Index, Deviation) = (index, deviation);

    /// <summary>Fills the Littlewood–Paley sum up to its maximum: |χ̂|² = B - LP.</summary>
    public static LowPassChoice Complete { get; } = new(null, null);

    /// <summary>The filter that becomes χ; null where none does.</summary>
    public int? Index { get; }

    /// <summary>The standard deviation in samples of a Gaussian χ; null where χ is none.</summary>
    public double? Deviation { get; }

    /// <summary>One of the filters.</summary>
    /// <param name="index">From 0.</param>
    public static LowPassChoice Filter(int index) => new(index, null);

    /// <summary>A Gaussian with χ̂(0) = 1.</summary>
    /// <param name="deviation">Standard deviation in samples, above 0.</param>
    public static LowPassChoice Gaussian(double deviation) => new(null, deviation);

    /// <summary>Reads <c>complete</c>, <c>3</c> or <c>gauss:2.5</c>; null where it is none of them.</summary>
    public static LowPassChoice? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == "complete")
            return Complete;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            return Filter(index);
        return text.StartsWith("gauss:", StringComparison.Ordinal)
            && double.TryParse(text[6..], NumberStyles.Float, CultureInfo.InvariantCulture, out double deviation)
            && deviation is > 0 and < 1e6
            ? Gaussian(deviation)
            : null;
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() =>
        Index is { } index ? index.ToString(CultureInfo.InvariantCulture)
        : Deviation is { } deviation ? string.Create(CultureInfo.InvariantCulture, $"gauss:{deviation}")
        : "complete";
}
