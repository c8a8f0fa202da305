using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Torch.Graphs;
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
    /// <exception cref="InputException">The order is not said.</exception>
    public ColourOrder Colours
    {
        get;
        init => field = value != ColourOrder.Unspecified
            ? value
            : throw new InputException("the colours of the network's input are not said; expected luma, RGB or BGR");
    } = ColourOrder.Rgb;

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

    /// <summary>The network's input from values that are no 8-bit samples.</summary>
    /// <param name="values">[<see cref="Channels"/>, height, width], raw values of 0 … <see cref="Range"/> in the
    /// network's order of channels; noise may lead out of that by half of it.</param>
    /// <param name="type">Float32 or Float64.</param>
    /// <returns>[1, C, height, width], normalised; owned by the caller.</returns>
    /// <exception cref="InputException">The channels, the size or the values do not fit.</exception>
    public Tensor From(NdArray values, ScalarType type = ScalarType.Float32)
    {
        if (values.Shape.Count != 3 || values.Shape[0] != Channels)
            throw new InputException($"values {values} do not fit the network: expected {Channels} channels");
        CheckSize((int)values.Shape[2], (int)values.Shape[1]);
        double[] raw = values.ToDoubles();
        int wrong = Array.FindIndex(raw, value => !(value >= -Range / 2 && value <= 1.5 * Range));
        if (wrong >= 0)
        {
            throw new InputException(
                $"value {raw[wrong]} at element {wrong} does not fit the network: it takes 0 to {Range}");
        }
        using DisposeScope scope = NewDisposeScope();
        return Normalisation.Apply(tensor(raw, [1, .. values.Shape])).to(type).MoveToOuterDisposeScope();
    }

    /// <summary>What the input of a graph says of itself; luma or RGB where it does not say.</summary>
    /// <exception cref="InputException">It is no picture of one or three channels.</exception>
    public static NetworkInput Of(GraphInput input)
    {
        if (input.Shape.Count != 3 || input.Shape[0] is not (1 or 3))
            throw new InputException("the input of the graph is no picture: expected [1 or 3 channels, rows, columns]");
        bool grey = input.Shape[0] == 1;
        // A picture's own values begin at 0: an input that does not has the difference in its normalisation.
        (double unit, double low) = input.Low == 0 ? (1.0, 0.0) : (input.High - input.Low, input.Low);
        int count = Math.Max(1, Math.Max(input.Mean.Count, input.Std.Count));
        double[] mean = [.. Enumerable.Range(0, count).Select(c => (Of(input.Mean, c, 0) - low) / unit)];
        double[] deviation = [.. Enumerable.Range(0, count).Select(c => Of(input.Std, c, 1) / unit)];
        return new()
        {
            Colours = grey ? ColourOrder.Luma
                : input.Colours == ColourOrder.Bgr ? ColourOrder.Bgr : ColourOrder.Rgb,
            Range = input.Low == 0 ? input.High : 1,
            Normalisation = new(mean, deviation),
        };
    }

    private static double Of(IReadOnlyList<double> values, int channel, double otherwise) =>
        values.Count == 0 ? otherwise : values[Math.Min(channel, values.Count - 1)];

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
