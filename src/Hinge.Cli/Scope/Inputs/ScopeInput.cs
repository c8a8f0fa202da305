using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Samples;

namespace Hinge.Cli.Scope.Inputs;

/// <summary>The picture that a command explains, as it is shown and as the network takes it.</summary>
/// <param name="Source">Where it comes from, in a few words.</param>
/// <param name="Picture">The picture, grey or colours.</param>
/// <param name="Values">Its values [C, H, W] where they are no 8-bit samples; null for those of the picture.</param>
internal sealed record ScopeInput(string Source, Picture Picture, NdArray? Values = null)
{
    private const int DrawnSide = 64;
    private const ulong DrawnSeed = 1;

    /// <summary>A digit of the embedded test sample.</summary>
    public static ScopeInput Digit(int index)
    {
        if (index < 0 || index >= Digits.Test.Count)
            throw new InputException($"--digit {index}: the sample has digits 0 to {Digits.Test.Count - 1}");
        return new($"digit {index} of the test sample, a {Digits.Test.Label(index)}", Digits.Test.Image(index));
    }

    /// <summary>A picture for a network when the user gives none: a digit, or a drawing of a size that fits.</summary>
    public static ScopeInput For(ScopeNetwork network)
    {
        if (network.Size == (Digits.Test.Width, Digits.Test.Height) && network.Input.Channels == 1)
            return Digit(0);
        int side = (Math.Max(DrawnSide, network.Input.Smallest) + network.Input.Divisor - 1)
            / network.Input.Divisor * network.Input.Divisor;
        (int width, int height) = network.Size ?? (side, side);
        return new("a drawn picture", network.Input.Channels == 1
            ? DrawnPictures.Grey(DrawnSeed, width, height)
            : DrawnPictures.Rgb(DrawnSeed, width, height));
    }

    /// <summary>A picture of a file: see <see cref="PictureSource"/>.</summary>
    public static ScopeInput File(string path, int? take) => PictureSource.Read(path, take);

    /// <summary>A rectangle of the picture.</summary>
    /// <exception cref="InputException">It reaches outside.</exception>
    public ScopeInput Part(Crop crop)
    {
        crop.Check(Source, Picture.Width, Picture.Height);
        Picture part = new(crop.Width, crop.Height, Picture.Channels);
        int left = crop.X * Picture.Channels;
        for (int y = 0; y < crop.Height; y++)
            Picture.Row(crop.Y + y).Slice(left, part.Row(y).Length).CopyTo(part.Row(y));
        string source = $"{Source} ({crop})";
        return Values is null ? new(source, part) : new(source, part, PartOf(Values, crop));
    }

    private static NdArray PartOf(NdArray values, Crop crop)
    {
        double[] all = values.ToDoubles();
        (int channels, int height, int width) = ((int)values.Shape[0], (int)values.Shape[1], (int)values.Shape[2]);
        double[] part = new double[channels * crop.Height * crop.Width];
        for (int row = 0; row < channels * crop.Height; row++)
        {
            int from = ((row / crop.Height * height) + crop.Y + (row % crop.Height)) * width + crop.X;
            all.AsSpan(from, crop.Width).CopyTo(part.AsSpan(row * crop.Width));
        }
        return NdArray.From<double>(part, channels, crop.Height, crop.Width);
    }
}
