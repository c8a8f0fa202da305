using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Scope;

namespace Hinge.Cli.Scope;

/// <summary><c>--at</c>: the pixels, or classes, that a command is asked about.</summary>
internal static class PlaceOption
{
    /// <summary>The option.</summary>
    /// <param name="what">What a place is: an output, an input.</param>
    public static Option<long[][]?> Create(string what) => new("--at")
    {
        Description = $"{what}: x,y or x,y,channel, or one index; may be repeated [default: a grid]",
        HelpName = "x,y",
        CustomParser = Parse,
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>The places asked for; null where the option is left out, which the parser gives as none.</summary>
    public static long[][]? Of(CommandContext context, Option<long[][]?> option) =>
        context.Arguments.GetValue(option) is { Length: > 0 } places ? places : null;

    /// <summary>The middle pixels of the cells of a grid over a picture [C, H, W].</summary>
    public static long[][] Grid(int cells, IReadOnlyList<long> shape) =>
        [.. PictureExplanation.Grid(cells, shape[1], shape[2]).Select(place => (long[])[place.X, place.Y])];

    /// <summary>The flat index of a place in a shape [C, H, W] or [n].</summary>
    /// <param name="place">x, y and perhaps a channel; or one index.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="what">What a place is, for messages.</param>
    /// <exception cref="InputException">The place is outside.</exception>
    public static long Flat(long[] place, IReadOnlyList<long> shape, string what)
    {
        string said = string.Join(',', place);
        if (shape.Count == 1)
        {
            return place.Length == 1 && place[0] < shape[0]
                ? place[0]
                : throw new InputException($"--at {said}: {what}s are 0 to {shape[0] - 1}");
        }
        OutputIndex index = Index(place, shape, what);
        return (((index.Channel * shape[1]) + index.Y) * shape[2]) + index.X;
    }

    /// <summary>A place in a picture [C, H, W].</summary>
    /// <exception cref="InputException">The place is outside.</exception>
    public static OutputIndex Index(long[] place, IReadOnlyList<long> shape, string what)
    {
        string said = string.Join(',', place);
        if (shape.Count != 3 || place.Length < 2)
        {
            throw new InputException(
                $"--at {said}: {what}s have the shape [{string.Join(", ", shape)}]; give x,y or x,y,channel");
        }
        long channel = place.Length > 2 ? place[2] : 0;
        return place[0] < shape[2] && place[1] < shape[1] && channel < shape[0]
            ? new(channel, place[1], place[0])
            : throw new InputException(
                $"--at {said}: {what}s have columns 0 to {shape[2] - 1}, rows 0 to {shape[1] - 1}, channels 0 to "
                + $"{shape[0] - 1}");
    }

    private static long[][]? Parse(ArgumentResult result)
    {
        List<long[]> places = [];
        foreach (Token token in result.Tokens)
        {
            string[] parts = token.Value.Split(',');
            long[] numbers = new long[parts.Length];
            bool whole = parts.Length is >= 1 and <= 3;
            for (int i = 0; whole && i < parts.Length; i++)
                whole = long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]);
            if (!whole)
            {
                result.AddError($"--at: found '{token.Value}', expected x,y or x,y,channel or one index");
                return null;
            }
            places.Add(numbers);
        }
        return [.. places];
    }
}
