using System.Globalization;

namespace Hinge.Scope.Training;

/// <summary>How well a sample network does on data it was not trained on.</summary>
/// <param name="Measure"><c>accuracy</c> (0 to 1) or <c>PSNR</c> (in dB); larger is better for both.</param>
/// <param name="Value">The measured value.</param>
/// <param name="Baseline">The same measure for what it has to beat: chance, or bicubic interpolation.</param>
/// <param name="BaselineName">What <paramref name="Baseline"/> is of.</param>
/// <param name="HeldOut">The data, in a few words.</param>
public sealed record SampleQuality(string Measure, double Value, double Baseline, string BaselineName, string HeldOut)
{
    /// <summary>The name of the share of right answers.</summary>
    public const string Accuracy = "accuracy";

    /// <summary>The name of the peak signal-to-noise ratio.</summary>
    public const string Psnr = "PSNR";

    /// <summary>The quality in one line, for example <c>accuracy 97.8 % on 500 digits (chance 10.0 %)</c>.</summary>
    public override string ToString() => $"{Measure} {Text(Value)} on {HeldOut} ({BaselineName} {Text(Baseline)})";

    private string Text(double value) => Measure == Accuracy
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:F1} %")
        : string.Create(CultureInfo.InvariantCulture, $"{value:F2} dB");
}
