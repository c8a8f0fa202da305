using Hinge.Core.Pictures;

namespace Hinge.Scope.Pictures;

/// <summary>
/// Vectors over a picture: their direction as a hue of the colour wheel (red to the right, then clockwise as seen, y
/// pointing down), their length as its strength; white is no vector.
/// </summary>
public static class DirectionMap
{
    /// <summary>Draws a map.</summary>
    /// <param name="dx">Lengths to the right, row by row; NaN is drawn white.</param>
    /// <param name="dy">Lengths downwards.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="scale">The length of full colour; 0 for the largest one.</param>
    public static Picture Draw(
        ReadOnlySpan<double> dx, ReadOnlySpan<double> dy, int width, int height, double scale = 0)
    {
        if (scale <= 0)
            scale = Scale(dx, dy);
        Picture picture = Picture.Rgb(width, height);
        for (int i = 0; i < dx.Length; i++)
        {
            double length = Math.Min(1, double.Hypot(dx[i], dy[i]) / scale);
            double turn = Math.Atan2(dy[i], dx[i]) / (2 * Math.PI);
            for (int channel = 0; channel < 3; channel++)
            {
                // NaN compares false: the ground stays.
                double shade = length > 0 ? 1 - (length * (1 - Hue(turn - (channel / 3.0)))) : 1;
                picture.Samples[(3 * i) + channel] = (byte)Math.Round(255 * shade);
            }
        }
        return picture;
    }

    /// <summary>The longest finite vector; 1 when there is none.</summary>
    public static double Scale(ReadOnlySpan<double> dx, ReadOnlySpan<double> dy)
    {
        double longest = 0;
        for (int i = 0; i < dx.Length; i++)
        {
            double length = double.Hypot(dx[i], dy[i]);
            longest = length > longest && double.IsFinite(length) ? length : longest;
        }
        return longest > 0 ? longest : 1;
    }

    // A channel is full within a sixth of a turn of its own hue and gone a third of a turn away.
    private static double Hue(double turn)
    {
        double away = Math.Abs(turn - Math.Round(turn));
        return Math.Clamp(2 - (6 * away), 0, 1);
    }
}
