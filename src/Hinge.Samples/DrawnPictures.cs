using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Samples.Drawing;

namespace Hinge.Samples;

/// <summary>
/// Pictures drawn from a seed: gradients, bars at any angle, discs, rings, polygons, letter-like strokes, filled
/// plainly or with stripes, checks and grain. Edges are smoothed by 4 x 4 samples a pixel. To train and show
/// super-resolution and denoising on, without a photograph. The same seed and size give the same bytes.
/// </summary>
/// <remarks>
/// The drawing uses only operations that IEEE 754 fixes (no sines or cosines): the bytes are the same on every machine.
/// </remarks>
public static class DrawnPictures
{
    /// <summary>A picture in colour.</summary>
    /// <param name="seed">Chooses the picture.</param>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static Picture Rgb(ulong seed, int width, int height)
    {
        Picture picture = Picture.Rgb(width, height);
        Draw(seed, picture, (colour, samples) =>
            (samples[0], samples[1], samples[2]) = (ToByte(colour.Red), ToByte(colour.Green), ToByte(colour.Blue)));
        return picture;
    }

    /// <summary>The same picture in grey: 0.299 R + 0.587 G + 0.114 B, rounded once.</summary>
    /// <param name="seed">Chooses the picture.</param>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static Picture Grey(ulong seed, int width, int height)
    {
        Picture picture = Picture.Grey(width, height);
        Draw(seed, picture, (colour, samples) => samples[0] = ToByte(colour.Luma));
        return picture;
    }

    private static void Draw(ulong seed, Picture picture, Action<Colour, Span<byte>> store)
    {
        Scene scene = Scene.Random(new RandomStream(seed), picture.Width, picture.Height);
        for (int y = 0; y < picture.Height; y++)
        {
            Span<byte> row = picture.Row(y);
            for (int x = 0; x < picture.Width; x++)
                store(scene.Mean(x, y), row.Slice(x * picture.Channels, picture.Channels));
        }
    }

    private static byte ToByte(double value) => (byte)Math.Clamp((value * 255) + 0.5, 0, 255);
}
