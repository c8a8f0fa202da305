using Hinge.Core;
using Hinge.Core.Pictures;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks;

/// <summary>What a network takes: colours, range, normalisation, sizes. Makes its input from a picture.</summary>
public sealed record NetworkInput
{
    private const double SampleRange = 255;

    /// <summary>Luma, 0 to 1.</summary>
    public static NetworkInput Luma { get; } = new() { Colours = ColourOrder.Luma };

    /// <summary>Luma of the studio range, 16/255 to 235/255.</summary>
    public static NetworkInput StudioLuma { get; } = new() { Colours = ColourOrder.StudioLuma };

    /// <summary>Red, green, blue, 0 to 1.</summary>
    public static NetworkInput Rgb { get; } = new();

    /// <summary>Red, green, blue, 0 to 255.</summary>
    public static NetworkInput Rgb255 { get; } = new() { Range = 255 };

    /// <summary>Red, green, blue, 0 to 1, less the mean of ImageNet over its deviation.</summary>
    public static NetworkInput ImageNet { get; } = new() { Normalisation = InputNormalisation.ImageNet };

    /// <summary>Blue, green, red, 0 to 255, less the mean of ImageNet.</summary>
    public static NetworkInput Caffe { get; } =
        new() { Colours = ColourOrder.Bgr, Range = 255, Normalisation = InputNormalisation.Caffe };

    /// <summary>The channels.</summary>
    public ColourOrder Colours { get; init; } = ColourOrder.Rgb;

    /// <summary>The raw value of a full sample: 1 or 255.</summary>
    public double Range { get; init; } = 1;

    /// <summary>What becomes of raw values.</summary>
    public InputNormalisation Normalisation { get; init; } = InputNormalisation.None;

    /// <summary>Width and height must be multiples of it.</summary>
    public int Divisor { get; init; } = 1;

    /// <summary>Least width and height.</summary>
    public int Smallest { get; init; } = 1;

    /// <summary>Number of channels.</summary>
    public int Channels => Colours is ColourOrder.Rgb or ColourOrder.Bgr ? 3 : 1;

    /// <summary>The network's input from a picture.</summary>
    /// <param name="picture">Grey or RGB, or RGBA without transparent pixels.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <returns>[1, <see cref="Channels"/>, height, width], normalised; owned by the caller.</returns>
    /// <exception cref="InputException">The size does not fit (the nearest one that does is named), or pixels are
    /// transparent.</exception>
    public Tensor From(Picture picture, ScalarType type = ScalarType.Float32)
    {
        CheckSize(picture.Width, picture.Height);
        using DisposeScope scope = NewDisposeScope();
        Tensor raw = tensor(RawValues(picture), [1, Channels, picture.Height, picture.Width]);
        return Normalisation.Apply(raw).to(type).MoveToOuterDisposeScope();
    }

    /// <summary>Checks the size of a picture.</summary>
    /// <exception cref="InputException">It does not fit; the nearest size that does is named.</exception>
    public void CheckSize(int width, int height)
    {
        if (width % Divisor == 0 && height % Divisor == 0 && width >= Smallest && height >= Smallest)
            return;
        string rule = Divisor > 1 ? $"multiples of {Divisor}, {Smallest} or more" : $"{Smallest} or more";
        throw new InputException(
            $"a picture of {width} x {height} pixels does not fit the network: width and height must be {rule}; "
            + $"the nearest size is {Nearest(width)} x {Nearest(height)}");
    }

    /// <summary>For example <c>BGR 0 to 255 minus (104, 117, 123) over (1, 1, 1)</c>.</summary>
    public override string ToString()
    {
        string colours = Colours switch
        {
            ColourOrder.Luma => "luma",
            ColourOrder.StudioLuma => "studio luma",
            ColourOrder.Bgr => "BGR",
            _ => "RGB",
        };
        string sizes = Divisor > 1 ? $", sizes divisible by {Divisor}" : "";
        return $"{colours} 0 to {Range} {Normalisation}".TrimEnd() + sizes;
    }

    private double[] RawValues(Picture picture)
    {
        int area = picture.Width * picture.Height;
        double[] values = new double[Channels * area];
        for (int pixel = 0; pixel < area; pixel++)
        {
            ReadOnlySpan<byte> samples = picture.Samples.AsSpan(pixel * picture.Channels, picture.Channels);
            if (samples.Length == 4 && samples[3] != byte.MaxValue)
            {
                throw new InputException(
                    $"pixel ({pixel % picture.Width}, {pixel / picture.Width}) is transparent; "
                    + "expected an opaque picture");
            }
            (double r, double g, double b) =
                samples.Length == 1 ? (samples[0], samples[0], samples[0]) : (samples[0], samples[1], samples[2]);
            switch (Colours)
            {
                case ColourOrder.Luma:
                    // A grey picture's own value, to the last bit.
                    values[pixel] = samples.Length == 1 ? r : (0.299 * r) + (0.587 * g) + (0.114 * b);
                    break;
                case ColourOrder.StudioLuma:
                    values[pixel] = 16 + (((65.481 * r) + (128.553 * g) + (24.966 * b)) / SampleRange);
                    break;
                case ColourOrder.Rgb:
                    (values[pixel], values[area + pixel], values[(2 * area) + pixel]) = (r, g, b);
                    break;
                default:
                    (values[pixel], values[area + pixel], values[(2 * area) + pixel]) = (b, g, r);
                    break;
            }
        }
        if (Range != SampleRange)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = values[i] / SampleRange * Range;
        }
        return values;
    }

    private int Nearest(int size)
    {
        int least = (Smallest + Divisor - 1) / Divisor * Divisor;
        return Math.Max(least, (size + (Divisor / 2)) / Divisor * Divisor);
    }
}
