using Hinge.Core.Pictures;
using Hinge.Scope;
using Hinge.Scope.Pictures;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>A row of F, cropped around its output pixel.</summary>
/// <param name="X">Column of the output pixel.</param>
/// <param name="Y">Row of the output pixel.</param>
/// <param name="Sum">Sum of the weights: what the network does to a flat picture here.</param>
/// <param name="Largest">Largest absolute weight.</param>
/// <param name="Crop">The weights around the pixel, 13 × 13 input pixels.</param>
internal sealed record FilterAt(long X, long Y, double Sum, double Largest, double[] Crop)
{
    private const int Reach = 6, Side = 2 * Reach + 1;

    /// <summary>Crops a row.</summary>
    /// <param name="row">[H, W], over the input.</param>
    /// <param name="output">The output pixel.</param>
    /// <param name="outputShape">[C, H, W] of the output.</param>
    public static FilterAt Of(Tensor row, OutputIndex output, IReadOnlyList<long> outputShape)
    {
        double[] values;
        using (Tensor wide = row.to(ScalarType.Float64))
        using (Tensor dense = wide.contiguous())
            values = dense.data<double>().ToArray();
        long height = row.shape[0], width = row.shape[1];
        long left = (output.X * width / outputShape[2]) - Reach, top = (output.Y * height / outputShape[1]) - Reach;
        double[] crop = new double[Side * Side];
        for (int i = 0; i < crop.Length; i++)
        {
            long column = left + (i % Side), line = top + (i / Side);
            if (column >= 0 && column < width && line >= 0 && line < height)
                crop[i] = values[line * width + column];
        }
        return new(output.X, output.Y, values.Sum(), SignedMap.Scale(values), crop);
    }

    /// <summary>The crop as a signed map at its own scale.</summary>
    public Picture Draw() => SignedMap.Draw(Crop, Side, Side);
}
