using Hinge.Core;
using Hinge.Core.Runs;

namespace Hinge.Scope.Analyses;

/// <summary>
/// The filter that a network applies at every output pixel: how its gain, place, shape and direction vary over the
/// picture (spec §11). A linear interpolation has one filter a phase.
/// </summary>
/// <param name="Height">Rows measured.</param>
/// <param name="Width">Columns measured.</param>
/// <param name="Border">Output pixels left out on each side.</param>
/// <param name="Filters">One a pixel, row by row.</param>
public sealed record SpaceVariantFilters(int Height, int Width, int Border, FilterMoments[] Filters)
{
    private const double EdgeShare = 0.2, EdgeCoherence = 0.8;

    /// <summary>Mean of Σ_j F_ij.</summary>
    public double MeanGain => Filters.Average(filter => filter.Gain);

    /// <summary>Median of the anisotropy.</summary>
    public double MedianAnisotropy
    {
        get
        {
            double[] sorted = [.. Filters.Select(filter => filter.Anisotropy).Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Measures every output pixel of one channel.</summary>
    /// <param name="map">A map from pictures to pictures.</param>
    /// <param name="border">Output pixels to leave out on each side, where the border of the picture is felt.</param>
    /// <param name="channel">The output channel; input channels are added up.</param>
    /// <param name="progress">Counts rows.</param>
    /// <param name="cancellation">Cancels between batches of rows.</param>
    /// <exception cref="InputException">Not a map from pictures to pictures, or nothing is left to measure.</exception>
    public static SpaceVariantFilters Of(
        ILinearMap map, int border = 0, int channel = 0, IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        PictureRows rows = new(map);
        List<FilterMoments> filters = [];
        rows.Visit(channel, border, (row, column, values) =>
            filters.Add(FilterMoments.Of(values, rows.Height, rows.Width, rows.X(column), rows.Y(row))),
            "filters", progress, cancellation);
        return new(rows.OutputHeight - 2 * border, rows.OutputWidth - 2 * border, border, [.. filters]);
    }

    /// <summary>
    /// How the filters lie to the edges of the output: the mean angle between the length of a filter and the edge it
    /// lies on, over the pixels of strong (top 20 % of the energy) and straight (coherence ≥ 0.8) edges.
    /// </summary>
    /// <param name="edges">The structure tensor of the whole output picture.</param>
    /// <returns>The angle in radians, 0 … π/2, π/4 for filters that ignore edges; NaN without edges. And their
    /// number.</returns>
    /// <exception cref="InputException">The picture is not of the output's size.</exception>
    public (double MeanError, int Pixels) OrientationError(StructureTensor edges)
    {
        if (edges.Height != Height + 2 * Border || edges.Width != Width + 2 * Border)
        {
            throw new InputException(
                $"edges of {edges.Height} × {edges.Width} pixels for outputs of "
                + $"{Height + 2 * Border} × {Width + 2 * Border}");
        }
        double[] energies = new double[Filters.Length];
        for (int i = 0; i < energies.Length; i++)
            energies[i] = edges.Energy[At(i)];
        double[] sorted = [.. energies.Order()];
        double threshold = sorted[(int)((1 - EdgeShare) * (sorted.Length - 1))];
        double sum = 0;
        int count = 0;
        for (int i = 0; i < Filters.Length; i++)
        {
            if (energies[i] < threshold || edges.Coherence[At(i)] < EdgeCoherence)
                continue;
            double turn = Math.Abs(Filters[i].Orientation - edges.EdgeAngle[At(i)]);
            sum += Math.Min(turn, Math.PI - turn);
            count++;
        }
        return (sum / count, count);
    }

    private int At(int index) => (index / Width + Border) * (Width + 2 * Border) + index % Width + Border;
}
