using Hinge.Core.Pictures;

namespace Hinge.Scope.Pictures;

/// <summary>Line segments over an enlarged, lightened picture: directions of filters, or where content comes
/// from.</summary>
public static class SegmentMap
{
    private static readonly byte[] s_ink = [178, 24, 43];

    /// <summary>Draws segments.</summary>
    /// <param name="under">The picture, grey or RGB.</param>
    /// <param name="enlarge">Side of one of its pixels, 1 or more.</param>
    /// <param name="segments">From and to, in pixels of <paramref name="under"/>; centres are at halves. What is not
    /// finite, or outside, is not drawn.</param>
    public static Picture Draw(
        Picture under, int enlarge, IEnumerable<(double X, double Y, double ToX, double ToY)> segments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(enlarge, 1);
        Picture picture = Picture.Rgb(under.Width * enlarge, under.Height * enlarge);
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    int from = under.Channels >= 3 ? channel : 0;
                    picture[x, y, channel] = Lighten(under[x / enlarge, y / enlarge, from]);
                }
            }
        }
        foreach ((double x, double y, double toX, double toY) in segments)
        {
            if (double.IsFinite(x + y + toX + toY))
                Stroke(picture, x * enlarge, y * enlarge, toX * enlarge, toY * enlarge);
        }
        return picture;
    }

    private static byte Lighten(byte sample) => (byte)(128 + (sample / 2));

    // One dot a step of at most a pixel along the longer axis.
    private static void Stroke(Picture picture, double x, double y, double toX, double toY)
    {
        double longest = Math.Max(Math.Abs(toX - x), Math.Abs(toY - y));
        int steps = (int)Math.Min(Math.Ceiling(longest), 2.0 * (picture.Width + picture.Height));
        for (int step = 0; step <= steps; step++)
        {
            double share = steps == 0 ? 0 : (double)step / steps;
            int column = (int)Math.Floor(x + (share * (toX - x))), row = (int)Math.Floor(y + (share * (toY - y)));
            if (column >= 0 && column < picture.Width && row >= 0 && row < picture.Height)
                s_ink.CopyTo(picture.Row(row)[(3 * column)..]);
        }
    }
}
