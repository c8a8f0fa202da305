using Hinge.Core.Pictures;
using Hinge.Plots.Charts;

namespace Hinge.Plots.Tests.Charts;

/// <summary>Finds what was drawn in a colour.</summary>
internal static class Pixels
{
    public static Picture Draw(Figure figure, Theme theme, int scale = 1) =>
        PngFile.Read(figure.ToPng(theme, scale), "figure");

    public static bool Is(Picture picture, int x, int y, string colour) => Is(picture, x, y, Channels(colour));

    private static bool Is(Picture picture, int x, int y, int[] wanted)
    {
        const int tolerance = 3;
        return Math.Abs(picture[x, y, 0] - wanted[0]) <= tolerance
            && Math.Abs(picture[x, y, 1] - wanted[1]) <= tolerance
            && Math.Abs(picture[x, y, 2] - wanted[2]) <= tolerance;
    }

    /// <summary>All pixels of a colour, column by column.</summary>
    public static List<(int X, int Y)> Of(Picture picture, string colour)
    {
        List<(int, int)> found = [];
        int[] wanted = Channels(colour);
        for (int x = 0; x < picture.Width; x++)
        {
            for (int y = 0; y < picture.Height; y++)
            {
                if (Is(picture, x, y, wanted))
                    found.Add((x, y));
            }
        }
        return found;
    }

    public static (double X, double Y) Centre(List<(int X, int Y)> pixels) =>
        (pixels.Average(p => p.X), pixels.Average(p => p.Y));

    /// <summary>The contrast of two colours (WCAG 2.2, 1.4.3): 1 … 21.</summary>
    public static double Contrast(string one, string other)
    {
        double a = Luminance(one), b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double[] linear = [.. Channels(colour).Select(c => c / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }

    private static int[] Channels(string colour) =>
        [.. Enumerable.Range(0, 3).Select(i => Convert.ToInt32(colour.Substring(1 + (2 * i), 2), 16))];
}
