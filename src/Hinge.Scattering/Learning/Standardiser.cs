namespace Hinge.Scattering.Learning;

/// <summary>Shifts and scales every feature to mean 0 and deviation 1 over the training samples.</summary>
/// <remarks>Deviations below 1e-8 count as 1e-8, so a constant feature becomes 0.</remarks>
public sealed class Standardiser
{
    /// <summary>The least deviation.</summary>
    public const double Floor = 1e-8;

    private readonly float[] _mean;
    private readonly float[] _scale;

    /// <summary>From means and deviations.</summary>
    /// <param name="mean">One a feature.</param>
    /// <param name="deviation">One a feature, positive.</param>
    /// <exception cref="ArgumentException">They differ in number.</exception>
    public Standardiser(ReadOnlySpan<float> mean, ReadOnlySpan<float> deviation)
    {
        if (mean.Length != deviation.Length)
            throw new ArgumentException($"{mean.Length} means, {deviation.Length} deviations", nameof(deviation));
        (_mean, Deviation) = (mean.ToArray(), deviation.ToArray());
        _scale = [.. Deviation.Select(each => 1 / each)];
    }

    /// <summary>The mean of every feature.</summary>
    public IReadOnlyList<float> Mean => _mean;

    /// <summary>The deviation of every feature, at least <see cref="Floor"/>.</summary>
    public IReadOnlyList<float> Deviation { get; }

    /// <summary>Learns means and deviations, in two passes.</summary>
    /// <param name="features">Training samples, one at least.</param>
    public static Standardiser Fit(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        double[] mean = new double[features.Columns], square = new double[features.Columns];
        for (int i = 0; i < features.Rows; i++)
        {
            Span<float> row = features.Row(i);
            for (int j = 0; j < row.Length; j++)
                mean[j] += row[j];
        }
        for (int j = 0; j < mean.Length; j++)
            mean[j] /= Math.Max(1, features.Rows);
        for (int i = 0; i < features.Rows; i++)
        {
            Span<float> row = features.Row(i);
            for (int j = 0; j < row.Length; j++)
                square[j] += (row[j] - mean[j]) * (row[j] - mean[j]);
        }
        return new(
            [.. mean.Select(each => (float)each)],
            [.. square.Select(each => (float)Math.Max(Floor, Math.Sqrt(each / Math.Max(1, features.Rows))))]);
    }

    /// <summary>Standardises samples in place.</summary>
    /// <param name="features">Samples.</param>
    /// <exception cref="ArgumentException">They have another number of features.</exception>
    public void Apply(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != _mean.Length)
            throw new ArgumentException(
                $"{features.Columns} features, expected {_mean.Length}", nameof(features));
        for (int i = 0; i < features.Rows; i++)
        {
            Span<float> row = features.Row(i);
            for (int j = 0; j < row.Length; j++)
                row[j] = (row[j] - _mean[j]) * _scale[j];
        }
    }
}
