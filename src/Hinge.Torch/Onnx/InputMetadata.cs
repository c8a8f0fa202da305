using System.Globalization;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Graphs;

namespace Hinge.Torch.Onnx;

/// <summary>What ONNX does not say about an input, as text in the file: <c>hinge.range</c>, <c>hinge.colours</c>,
/// <c>hinge.mean</c>, <c>hinge.std</c>.</summary>
internal static class InputMetadata
{
    private const string Range = "hinge.range", Colours = "hinge.colours", Mean = "hinge.mean", Std = "hinge.std";

    /// <summary>The entries for an input, without those that say what is so by default.</summary>
    public static IReadOnlyDictionary<string, string> Of(GraphInput input)
    {
        OrderedDictionary<string, string> entries = new(StringComparer.Ordinal);
        if (input.Colours != ColourOrder.Unspecified)
            entries.Add(Colours, input.Colours.ToString());
        if (input.Mean.Count > 0)
            entries.Add(Mean, Text(input.Mean));
        if ((input.Low, input.High) != (0, 1))
            entries.Add(Range, Text([input.Low, input.High]));
        if (input.Std.Count > 0)
            entries.Add(Std, Text(input.Std));
        return entries;
    }

    /// <summary>The input with what the entries say.</summary>
    /// <exception cref="InputException">An entry is malformed.</exception>
    public static GraphInput Apply(GraphInput input, IReadOnlyDictionary<string, string> entries, string file)
    {
        double[] range = Numbers(entries, Range, file) ?? [0, 1];
        if (range.Length != 2)
            throw new InputException($"{file}: metadata {Range} has {range.Length} numbers; expected 2");
        ColourOrder colours = ColourOrder.Unspecified;
        if (entries.TryGetValue(Colours, out string? order)
            && (!Enum.TryParse(order, out colours) || !Enum.IsDefined(colours)))
        {
            throw new InputException(
                $"{file}: metadata {Colours} is {Printable.Text(order)}; expected an order of colours");
        }
        return input with
        {
            Low = range[0],
            High = range[1],
            Colours = colours,
            Mean = Numbers(entries, Mean, file) ?? [],
            Std = Numbers(entries, Std, file) ?? [],
        };
    }

    private static string Text(IEnumerable<double> numbers) =>
        string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

    private static double[]? Numbers(IReadOnlyDictionary<string, string> entries, string key, string file)
    {
        if (!entries.TryGetValue(key, out string? text))
            return null;
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double[] numbers = new double[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                || !double.IsFinite(numbers[i]))
            {
                throw new InputException($"{file}: metadata {key} is {Printable.Text(text)}; expected finite numbers");
            }
        }
        return numbers;
    }
}
