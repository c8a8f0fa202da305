using Hinge.Core.Pictures;
using Hinge.Scope.Pictures;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>A row of F, cropped around its output pixel.</summary>
/// <param name="X">Column of the output pixel.</param>
/// <param name="Y">Row of the output pixel.</param>
/// <param name="Sum">Sum of the weights: what the network does to a flat picture here.</param>
/// <param name="Largest">Largest absolute weight.</param>
/// <param name="Crop">The weights around the pixel, 13 × 13 input pixels.</param>
internal sealed record FilterAt(int X, int Y, double Sum, double Largest, double[] Crop)
{
    private const int Side = 2 * PictureExplanation.Reach + 1;

    /// <summary>Crops a row.</summary>
    /// <param name="row">[H, W], over the input.</param>
    /// <param name="x">Column of the output pixel.</param>
    /// <param name="y">Row of the output pixel.</param>
    /// <param name="scale">Output pixels an input pixel.</param>
    public static FilterAt Of(Tensor row, int x, int y, double scale)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] values = row.to(ScalarType.Float64).contiguous().data<double>().ToArray();
        int height = (int)row.shape[0], width = (int)row.shape[1];
        int left = (int)(x / scale) - PictureExplanation.Reach, top = (int)(y / scale) - PictureExplanation.Reach;
        double[] crop = new double[Side * Side];
        for (int i = 0; i < crop.Length; i++)
        {
            int column = left + i % Side, line = top + i / Side;
            if (column >= 0 && column < width && line >= 0 && line < height)
                crop[i] = values[line * width + column];
        }
        return new(x, y, values.Sum(), SignedMap.Scale(values), crop);
    }

    /// <summary>The crop as a signed map at its own scale.</summary>
    public Picture Draw() => SignedMap.Draw(Crop, Side, Side);
}
