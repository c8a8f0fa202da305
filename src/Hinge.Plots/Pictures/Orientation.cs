using Hinge.Core.Pictures;
using SkiaSharp;

namespace Hinge.Plots.Pictures;

/// <summary>Turns a stored picture the way up in which it is to be seen (EXIF 2.3, tag 0112).</summary>
internal static class Orientation
{
    /// <summary>The picture as seen; the same one when it is stored upright.</summary>
    public static Picture Apply(Picture stored, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft)
            return stored;
        (int w, int h, int channels) = (stored.Width, stored.Height, stored.Channels);
        bool sideways = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        Picture seen = sideways ? new Picture(h, w, channels) : new Picture(w, h, channels);
        for (int y = 0; y < seen.Height; y++)
        {
            Span<byte> row = seen.Row(y);
            for (int x = 0; x < seen.Width; x++)
            {
                // The origin's name says where the stored first row and first column are seen.
                (int column, int line) = origin switch
                {
                    SKEncodedOrigin.TopRight => (w - 1 - x, y),
                    SKEncodedOrigin.BottomRight => (w - 1 - x, h - 1 - y),
                    SKEncodedOrigin.BottomLeft => (x, h - 1 - y),
                    SKEncodedOrigin.LeftTop => (y, x),
                    SKEncodedOrigin.RightTop => (y, h - 1 - x),
                    SKEncodedOrigin.RightBottom => (w - 1 - y, h - 1 - x),
                    SKEncodedOrigin.LeftBottom => (w - 1 - y, x),
                    _ => (x, y),
                };
                stored.Row(line).Slice(column * channels, channels).CopyTo(row[(x * channels)..]);
            }
        }
        return seen;
    }
}
