using Hinge.Core;

namespace Hinge.Scope.Analyses;

/// <summary>
/// Edges of a picture: the smoothed outer product of its gradient with itself (J. Bigün, G. H. Granlund, 1987).
/// </summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Energy">Mean squared gradient about each pixel.</param>
/// <param name="EdgeAngle">Direction along the edge, from x towards y, radians, 0 … π.</param>
/// <param name="Coherence">0 where all directions are alike, 1 at a straight edge.</param>
public sealed record StructureTensor(int Height, int Width, double[] Energy, double[] EdgeAngle, double[] Coherence)
{
    /// <summary>Measures every pixel.</summary>
    /// <param name="picture">Values row by row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">Width of the smoothing in pixels, above 0.</param>
    /// <exception cref="InputException">The picture has another size, or sigma is not above 0.</exception>
    public static StructureTensor Of(ReadOnlySpan<double> picture, int height, int width, double sigma = 1.5)
    {
        if (picture.Length != height * width || picture.Length == 0)
            throw new InputException($"{picture.Length} values are no picture of {height} × {width}");
        if (!(sigma > 0 && double.IsFinite(sigma)))
            throw new InputException($"the width of the smoothing is {sigma}; expected above 0");
        double[] xx = new double[picture.Length], xy = new double[picture.Length], yy = new double[picture.Length];
        for (int i = 0; i < picture.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, width);
            int left = Math.Max(0, column - 1), right = Math.Min(width - 1, column + 1);
            int up = Math.Max(0, row - 1), down = Math.Min(height - 1, row + 1);
            double x = (picture[row * width + right] - picture[row * width + left]) / 2;
            double y = (picture[down * width + column] - picture[up * width + column]) / 2;
            (xx[i], xy[i], yy[i]) = (x * x, x * y, y * y);
        }
        xx = GaussianFilter.Apply(xx, height, width, sigma);
        xy = GaussianFilter.Apply(xy, height, width, sigma);
        yy = GaussianFilter.Apply(yy, height, width, sigma);
        StructureTensor result =
            new(height, width, new double[xx.Length], new double[xx.Length], new double[xx.Length]);
        for (int i = 0; i < xx.Length; i++)
        {
            PrincipalAxes gradient = PrincipalAxes.Of(xx[i], xy[i], yy[i]);
            result.Energy[i] = xx[i] + yy[i];
            result.EdgeAngle[i] = (gradient.Angle + Math.PI / 2) % Math.PI;
            result.Coherence[i] = gradient.Coherence;
        }
        return result;
    }
}
