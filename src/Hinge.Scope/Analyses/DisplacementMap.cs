using Hinge.Core;
using Hinge.Core.Runs;

namespace Hinge.Scope.Analyses;

/// <summary>
/// Where each output pixel takes its content from, relative to where it lies itself: 0 for filters, constant for a
/// shift, anything for "copy and move" (spec §11). All lengths are input pixels; x to the right, y downwards.
/// </summary>
/// <param name="Height">Output rows.</param>
/// <param name="Width">Output columns.</param>
/// <param name="Dx">Centroid of |F_i| minus the position of i, x; NaN where the row of F is zero. Row by row.</param>
/// <param name="Dy">The same in y.</param>
/// <param name="OutsideShare">Share of Σ_j F_ij² outside the 9 × 9 window about i; NaN where the row is zero.</param>
/// <param name="Peaks">Separate regions of |F_i| above half its maximum; 0 where the row is zero.</param>
public sealed record DisplacementMap(
    int Height, int Width, double[] Dx, double[] Dy, double[] OutsideShare, int[] Peaks)
{
    private const int HalfWindow = 4;

    /// <summary>Measures every output pixel of one channel.</summary>
    /// <param name="map">A map from pictures to pictures.</param>
    /// <param name="channel">The output channel; input channels are added up.</param>
    /// <param name="progress">Counts rows.</param>
    /// <param name="cancellation">Cancels between batches of rows.</param>
    /// <exception cref="InputException">Not a map from pictures to pictures, or no such channel.</exception>
    public static DisplacementMap Of(
        ILinearMap map,
        int channel = 0,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        PictureRows rows = new(map);
        int size = rows.OutputHeight * rows.OutputWidth;
        DisplacementMap result = new(
            rows.OutputHeight, rows.OutputWidth, new double[size], new double[size], new double[size], new int[size]);
        double[] weight = new double[rows.Height * rows.Width], energy = new double[weight.Length];
        rows.Visit(channel, 0, (outputRow, outputColumn, row) =>
        {
            int at = outputRow * rows.OutputWidth + outputColumn;
            Array.Clear(weight);
            Array.Clear(energy);
            for (int i = 0; i < row.Length; i++)
            {
                weight[i % weight.Length] += Math.Abs(row[i]);
                energy[i % weight.Length] += row[i] * row[i];
            }
            double x = rows.X(outputColumn), y = rows.Y(outputRow);
            (double centreX, double centreY) = Centroid(weight, rows.Width);
            result.Dx[at] = centreX - x;
            result.Dy[at] = centreY - y;
            result.OutsideShare[at] = Outside(energy, rows.Width, x, y);
            result.Peaks[at] = Regions.CountAboveHalf(weight, rows.Height, rows.Width);
        }, "displacement", progress, cancellation);
        return result;
    }

    private static (double X, double Y) Centroid(double[] weight, int width)
    {
        double sum = 0, x = 0, y = 0;
        for (int i = 0; i < weight.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, width);
            sum += weight[i];
            x += weight[i] * column;
            y += weight[i] * row;
        }
        return (x / sum, y / sum);
    }

    private static double Outside(double[] energy, int width, double x, double y)
    {
        int centreX = (int)Math.Round(x), centreY = (int)Math.Round(y);
        double inside = 0, sum = 0;
        for (int i = 0; i < energy.Length; i++)
        {
            (int row, int column) = Math.DivRem(i, width);
            sum += energy[i];
            if (Math.Abs(row - centreY) <= HalfWindow && Math.Abs(column - centreX) <= HalfWindow)
                inside += energy[i];
        }
        return (sum - inside) / sum;
    }
}
