using Hinge.Core;
using Hinge.Core.Pictures;
using Hinge.Plots.Pictures;
using Hinge.Samples;
using Hinge.Scope.Networks;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>The picture that a command explains, as it is shown and as the network takes it.</summary>
/// <param name="Source">Where it comes from, in a few words.</param>
/// <param name="Picture">The picture, grey.</param>
internal sealed record ScopeInput(string Source, Picture Picture)
{
    /// <summary>A digit of the embedded test sample.</summary>
    public static ScopeInput Digit(int index)
    {
        if (index < 0 || index >= Digits.Test.Count)
            throw new InputException($"--digit {index}: the sample has digits 0 to {Digits.Test.Count - 1}");
        return new($"digit {index} of the test sample, a {Digits.Test.Label(index)}", Digits.Test.Image(index));
    }

    /// <summary>A file, made grey if it is not: 0.299 R + 0.587 G + 0.114 B.</summary>
    public static ScopeInput File(string path) => new(path, Grey(PictureFile.Read(path)));

    /// <summary>The picture as a network's input [1, 1, H, W], 0 … 1.</summary>
    /// <exception cref="InputException">The size does not fit the network.</exception>
    public Tensor ToTensor(EmbeddedNetwork network, bool wide)
    {
        long height = network.InputShape[2], width = network.InputShape[3];
        if ((height >= 0 && height != Picture.Height) || (width >= 0 && width != Picture.Width))
        {
            throw new InputException(
                $"{Source}: {Picture.Width} x {Picture.Height} pixels; {network.Name} takes {width} x {height}");
        }
        if (height < 0 && !(network.Takes(Picture.Width) && network.Takes(Picture.Height)))
        {
            throw new InputException(
                $"{Source}: {Picture.Width} x {Picture.Height} pixels; {network.Name} takes multiples of "
                + $"{network.Divisor}, {network.Smallest} or more");
        }
        using Tensor single = Picture.ToTensor();
        return single.to(wide ? ScalarType.Float64 : ScalarType.Float32, copy: true);
    }

    private static Picture Grey(Picture picture)
    {
        if (picture.Channels == 1)
            return picture;
        Picture grey = Picture.Grey(picture.Width, picture.Height);
        for (int i = 0; i < grey.Samples.Length; i++)
        {
            int at = i * picture.Channels;
            double luma = 0.299 * picture.Samples[at] + 0.587 * picture.Samples[at + 1] + 0.114 * picture.Samples[at + 2];
            grey.Samples[i] = (byte)Math.Round(luma, MidpointRounding.ToEven);
        }
        return grey;
    }
}
