namespace Hinge.Scope.Analyses;

/// <summary>Separable Gaussian smoothing of a picture; its border pixels are continued.</summary>
internal static class GaussianFilter
{
    /// <summary>The smoothed picture.</summary>
    /// <param name="picture">Values row by row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="sigma">Standard deviation in pixels; the kernel ends at four of them.</param>
    public static double[] Apply(ReadOnlySpan<double> picture, int height, int width, double sigma)
    {
        int reach = (int)Math.Ceiling(4 * sigma);
        double[] kernel = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++)
            sum += kernel[i + reach] = Math.Exp(-i * i / (2 * sigma * sigma));
        double[] across = new double[picture.Length], result = new double[picture.Length];
        for (int i = 0; i < picture.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, width);
            for (int k = -reach; k <= reach; k++)
                across[i] += kernel[k + reach] / sum * picture[row * width + Math.Clamp(column + k, 0, width - 1)];
        }
        for (int i = 0; i < picture.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, width);
            for (int k = -reach; k <= reach; k++)
                result[i] += kernel[k + reach] / sum * across[Math.Clamp(row + k, 0, height - 1) * width + column];
        }
        return result;
    }
}
