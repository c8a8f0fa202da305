using System.Globalization;
using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Scope.Networks;

/// <summary>The shapes in a weight file, from which an architecture reads its depth, widths and scale.</summary>
/// <param name="architecture">The architecture that asks, for messages.</param>
/// <param name="weights">The weights.</param>
/// <param name="source">What messages call the file.</param>
internal sealed class WeightShapes(string architecture, IReadOnlyDictionary<string, NdArray> weights, string source)
{
    // More layers than any network has: a file cannot make the count run away.
    private const int Most = 10_000;

    /// <summary>What messages call the file.</summary>
    public string Source => source;

    /// <summary>A name pattern with a number put into its {0}.</summary>
    public static string Name(string pattern, int number) =>
        string.Format(CultureInfo.InvariantCulture, pattern, number);

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Has(string name) => weights.ContainsKey(name);

    /// <summary>The shape of a tensor.</summary>
    /// <exception cref="InputException">There is none, or it has another number of axes or an empty one.</exception>
    public long[] Of(string name, int axes)
    {
        if (!weights.TryGetValue(name, out NdArray? tensor))
        {
            string found = string.Join(", ", weights.Keys.Take(3));
            throw new InputException(
                $"{source}: no tensor {name}: not the weights of {architecture} "
                + $"(found {found}, … {weights.Count} in all)");
        }
        return tensor.Shape.Count == axes && tensor.Shape.All(size => size > 0)
            ? [.. tensor.Shape]
            : throw new InputException($"{source}: {name} is {tensor}; {architecture} expects {axes} axes");
    }

    /// <summary>How many numbers, one after the other, name a tensor.</summary>
    /// <param name="pattern">The name with {0} for the number.</param>
    /// <param name="first">The first number.</param>
    public int Count(string pattern, int first = 0)
    {
        int count = 0;
        while (count < Most && Has(Name(pattern, first + count)))
            count++;
        return count;
    }

    /// <summary>s, where s² channels hold the s x s pixels of one.</summary>
    /// <exception cref="InputException">The channels are no square.</exception>
    public long Scale(string name, long channels)
    {
        long scale = (long)Math.Round(Math.Sqrt(channels));
        return scale > 0 && scale * scale == channels
            ? scale
            : throw new InputException(
                $"{source}: {name} has {channels} channels a pixel; {architecture} expects a square");
    }

    /// <summary>What to throw where the weights leave something open.</summary>
    public InputException Unknown(string what, string why) =>
        new($"{source}: the {what} of {architecture} must be given: {why}");
}
