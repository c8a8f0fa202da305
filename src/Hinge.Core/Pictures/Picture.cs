namespace Hinge.Core.Pictures;

/// <summary>
/// A picture of 8-bit samples: rows from top to bottom, pixels from left to right, channels interleaved. One channel is
/// grey, three are red, green, blue, four have opacity last (not premultiplied).
/// </summary>
public sealed class Picture
{
    /// <summary>A black picture (and transparent, with four channels).</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1, 3 or 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OverflowException">The picture is larger than one array can hold.</exception>
    public Picture(int width, int height, int channels)
        : this(width, height, channels, new byte[CheckedLength(width, height, channels)])
    {
    }

    /// <summary>A picture over existing samples, which are not copied.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="channels">1, 3 or 4.</param>
    /// <param name="samples">width · height · channels values.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException">There are more or fewer samples.</exception>
    public Picture(int width, int height, int channels, byte[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        int expected = CheckedLength(width, height, channels);
        if (samples.Length != expected)
            throw new ArgumentException($"expected {expected} samples, found {samples.Length}", nameof(samples));
        (Width, Height, Channels, Samples) = (width, height, channels, samples);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Samples of a pixel: 1 grey, 3 RGB, 4 RGBA.</summary>
    public int Channels { get; }

    /// <summary>All samples; sample (x, y, c) is at (y · Width + x) · Channels + c.</summary>
    public byte[] Samples { get; }

    /// <summary>One sample.</summary>
    /// <param name="x">Column from the left.</param>
    /// <param name="y">Row from the top.</param>
    /// <param name="c">Channel.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside the picture.</exception>
    public byte this[int x, int y, int c = 0]
    {
        get => Samples[IndexOf(x, y, c)];
        set => Samples[IndexOf(x, y, c)] = value;
    }

    /// <summary>A black picture of one channel.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static Picture Grey(int width, int height) => new(width, height, 1);

    /// <summary>A black picture of three channels.</summary>
    /// <param name="width">Pixels in a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    public static Picture Rgb(int width, int height) => new(width, height, 3);

    /// <summary>The samples of a row, for reading and writing.</summary>
    /// <param name="y">Row from the top.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside the picture.</exception>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return Samples.AsSpan(y * Width * Channels, Width * Channels);
    }

    private static int CheckedLength(int width, int height, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (channels is not (1 or 3 or 4))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "expected 1, 3 or 4");
        return checked(width * height * channels);
    }

    private int IndexOf(int x, int y, int c)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height || (uint)c >= (uint)Channels)
            throw new ArgumentOutOfRangeException(
                nameof(x), $"({x}, {y}, {c}) is outside {Width} x {Height} with {Channels} channels");
        return (((y * Width) + x) * Channels) + c;
    }
}
