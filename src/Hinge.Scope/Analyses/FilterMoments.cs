namespace Hinge.Scope.Analyses;

/// <summary>
/// The shape of one row of F, seen as the filter that makes one output pixel (spec §11). Lengths are input pixels, x to
/// the right, y downwards; weights are F_ij², added up over input channels.
/// </summary>
/// <param name="Gain">Σ_j F_ij.</param>
/// <param name="OffsetX">Centroid minus the position of the output pixel, x; NaN for a zero row.</param>
/// <param name="OffsetY">The same in y.</param>
/// <param name="Length">Root of the larger second moment: half the length of the filter.</param>
/// <param name="Breadth">Root of the smaller second moment.</param>
/// <param name="Orientation">Direction of its length, from x towards y, radians, 0 … π.</param>
/// <param name="Anisotropy">1 − λ₂/λ₁ of the second moments λ: 0 for a round filter, 1 for a line.</param>
/// <param name="Bandwidth">
/// Frequency of the plane wave with the filter's ratio of difference energy to energy, cycles a pixel, 0 … 0.71.
/// </param>
public readonly record struct FilterMoments(
    double Gain, double OffsetX, double OffsetY, double Length, double Breadth, double Orientation, double Anisotropy,
    double Bandwidth)
{
    /// <summary>Measures a row.</summary>
    /// <param name="row">F_i, channel by channel, row by row.</param>
    /// <param name="height">Rows of the input.</param>
    /// <param name="width">Columns of the input.</param>
    /// <param name="x">Position of the output pixel in input columns.</param>
    /// <param name="y">Position of the output pixel in input rows.</param>
    public static FilterMoments Of(ReadOnlySpan<double> row, int height, int width, double x, double y)
    {
        double gain = 0, sum = 0, sumX = 0, sumY = 0, sumXX = 0, sumXY = 0, sumYY = 0, stepsX = 0, stepsY = 0;
        for (int i = 0; i < row.Length; i++)
        {
            int column = i % width, line = i / width % height;
            double value = row[i], weight = value * value;
            // Outside the picture the filter is zero.
            double right = column + 1 < width ? row[i + 1] : 0, below = line + 1 < height ? row[i + width] : 0;
            stepsX += (right - value) * (right - value) + (column == 0 ? weight : 0);
            stepsY += (below - value) * (below - value) + (line == 0 ? weight : 0);
            if (weight == 0)
                continue;
            double dx = column - x, dy = line - y;
            gain += value;
            sum += weight;
            sumX += weight * dx;
            sumY += weight * dy;
            sumXX += weight * dx * dx;
            sumXY += weight * dx * dy;
            sumYY += weight * dy * dy;
        }
        if (sum == 0)
            return new(0, double.NaN, double.NaN, 0, 0, 0, 0, 0);
        double offsetX = sumX / sum, offsetY = sumY / sum;
        PrincipalAxes axes = PrincipalAxes.Of(
            sumXX / sum - offsetX * offsetX, sumXY / sum - offsetX * offsetY, sumYY / sum - offsetY * offsetY);
        double fx = Frequency(stepsX / sum), fy = Frequency(stepsY / sum);
        return new(
            gain, offsetX, offsetY, Math.Sqrt(Math.Max(0, axes.Large)), Math.Sqrt(Math.Max(0, axes.Small)), axes.Angle,
            axes.Anisotropy, Math.Sqrt(fx * fx + fy * fy));
    }

    // Differences of a wave of frequency f have 4 sin²(πf) of its energy.
    private static double Frequency(double ratio) => Math.Asin(Math.Min(1, Math.Sqrt(ratio) / 2)) / Math.PI;
}
