namespace Hinge.Scattering.Learning;

/// <summary>Shifts and scales every feature so that the training samples fill 0 to 1; a constant one becomes 0.</summary>
public sealed class RangeScaler
{
    private readonly float[] _least;
    private readonly float[] _scale;

    private RangeScaler(float[] least, float[] scale) => (_least, _scale) = (least, scale);

    /// <summary>Learns the ranges.</summary>
    /// <param name="features">Training samples, one at least.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static RangeScaler Fit(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Rows == 0)
            throw new ArgumentException("no samples", nameof(features));
        float[] least = features.Row(0).ToArray(), most = features.Row(0).ToArray();
        for (int i = 1; i < features.Rows; i++)
        {
            Span<float> row = features.Row(i);
            for (int j = 0; j < row.Length; j++)
                (least[j], most[j]) = (Math.Min(least[j], row[j]), Math.Max(most[j], row[j]));
        }
        return new(least, [.. most.Select((each, j) => each > least[j] ? 1 / (each - least[j]) : 0)]);
    }

    /// <summary>Scales samples in place; those outside the training samples' range leave 0 to 1.</summary>
    /// <param name="features">Samples.</param>
    /// <exception cref="ArgumentException">They have another number of features.</exception>
    public void Apply(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != _least.Length)
            throw new ArgumentException($"{features.Columns} features, expected {_least.Length}", nameof(features));
        for (int i = 0; i < features.Rows; i++)
        {
            Span<float> row = features.Row(i);
            for (int j = 0; j < row.Length; j++)
                row[j] = (row[j] - _least[j]) * _scale[j];
        }
    }
}
