using System.CommandLine.Parsing;
using System.Globalization;
using Hinge.Core;

namespace Hinge.Cli.Scope.Inputs;

/// <summary>A rectangle of pixels.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
internal sealed record Crop(int X, int Y, int Width, int Height)
{
    /// <summary>Reads <c>x,y,w,h</c>.</summary>
    public static Crop? Parse(ArgumentResult result)
    {
        string text = result.Tokens[^1].Value;
        string[] parts = text.Split(',');
        int[] numbers = new int[4];
        bool whole = parts.Length == numbers.Length;
        for (int i = 0; whole && i < numbers.Length; i++)
            whole = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]);
        if (whole && numbers[2] > 0 && numbers[3] > 0)
            return new(numbers[0], numbers[1], numbers[2], numbers[3]);
        result.AddError($"--crop: found '{text}', expected left,top,width,height in pixels");
        return null;
    }

    /// <summary>Checks that the rectangle lies in a picture.</summary>
    /// <exception cref="InputException">It does not.</exception>
    public void Check(string source, long width, long height)
    {
        if ((long)X + Width > width || (long)Y + Height > height)
            throw new InputException($"{source}: --crop {this} reaches outside the picture of {width} x {height} pixels");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{X},{Y},{Width},{Height}");
}
