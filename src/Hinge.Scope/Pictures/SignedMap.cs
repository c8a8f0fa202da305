using Hinge.Core.Pictures;

namespace Hinge.Scope.Pictures;

/// <summary>
/// A map of signed values as a picture: white is zero, blue is negative, red is positive, full colour at a symmetric
/// scale. The two colours stay apart for readers with colour-deficient vision.
/// </summary>
public static class SignedMap
{
    private static readonly (double R, double G, double B) s_positive = (178, 24, 43);
    private static readonly (double R, double G, double B) s_negative = (33, 102, 172);

    /// <summary>The largest absolute value: the scale at which nothing saturates. 1 when all are zero.</summary>
    public static double Scale(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest > 0 ? largest : 1;
    }

    /// <summary>
    /// A scale at which all but the largest absolute values stay below full colour, so that a few do not pale all others.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="share">The share that stays below, 0 … 1.</param>
    public static double Scale(ReadOnlySpan<double> values, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        double[] sorted = [.. values];
        for (int i = 0; i < sorted.Length; i++)
            sorted[i] = Math.Abs(sorted[i]);
        Array.Sort(sorted);
        double scale = sorted.Length == 0 ? 0 : sorted[(int)(share * (sorted.Length - 1))];
        return scale > 0 ? scale : Scale(values);
    }

    /// <summary>Draws a map.</summary>
    /// <param name="values">Row by row, <paramref name="width"/> × <paramref name="height"/> values.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="scale">The value of full colour; 0 for the largest absolute value.</param>
    public static Picture Draw(ReadOnlySpan<double> values, int width, int height, double scale = 0)
    {
        if (scale <= 0)
            scale = Scale(values);
        Picture picture = Picture.Rgb(width, height);
        for (int i = 0; i < values.Length; i++)
            Colour(picture, i, values[i] / scale, (255, 255, 255));
        return picture;
    }

    /// <summary>Draws a map over a grey picture that is dimmed, so that both stay visible.</summary>
    /// <param name="values">Row by row, as many as the picture has pixels.</param>
    /// <param name="under">The picture, grey or RGB.</param>
    /// <param name="scale">The value of full colour; 0 for the largest absolute value.</param>
    public static Picture Over(ReadOnlySpan<double> values, Picture under, double scale = 0)
    {
        const double dimmed = 0.45;
        if (scale <= 0)
            scale = Scale(values);
        Picture picture = Picture.Rgb(under.Width, under.Height);
        for (int i = 0; i < values.Length; i++)
        {
            int x = i % under.Width, y = i / under.Width;
            double grey = 0;
            for (int c = 0; c < Math.Min(under.Channels, 3); c++)
                grey += under[x, y, c];
            // Light ground: ink of the picture shows as a shade, colours of the map stay readable on it.
            double ground = 255 - dimmed * grey / Math.Min(under.Channels, 3);
            Colour(picture, i, values[i] / scale, (ground, ground, ground));
        }
        return picture;
    }

    private static void Colour(Picture picture, int pixel, double value, (double R, double G, double B) ground)
    {
        double strength = Math.Min(1, Math.Abs(value));
        (double r, double g, double b) = value < 0 ? s_negative : s_positive;
        int at = pixel * 3;
        picture.Samples[at] = Mix(ground.R, r, strength);
        picture.Samples[at + 1] = Mix(ground.G, g, strength);
        picture.Samples[at + 2] = Mix(ground.B, b, strength);
    }

    private static byte Mix(double ground, double colour, double strength) =>
        (byte)Math.Round(ground + (colour - ground) * strength, MidpointRounding.ToEven);
}
