using Hinge.Core.Formats;

namespace Hinge.Scattering.Learning;

/// <summary>Keeps the leading principal components of features.</summary>
public sealed class PrincipalComponents
{
    private readonly float[] _mean;
    private readonly float[] _directions;

    /// <summary>From numbers.</summary>
    /// <param name="mean">One a feature.</param>
    /// <param name="directions">Components x features, orthonormal rows.</param>
    /// <exception cref="ArgumentException">The numbers are not that many.</exception>
    public PrincipalComponents(float[] mean, float[] directions)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(directions);
        if (mean.Length == 0 || directions.Length == 0 || directions.Length % mean.Length != 0)
            throw new ArgumentException($"{directions.Length} numbers for {mean.Length} features", nameof(directions));
        (_mean, _directions) = (mean, directions);
    }

    /// <summary>Features that come in.</summary>
    public int Features => _mean.Length;

    /// <summary>Components that go out.</summary>
    public int Count => _directions.Length / _mean.Length;

    /// <summary>Learns the components of samples.</summary>
    /// <param name="features">Training samples.</param>
    /// <param name="count">Components, at most the number of features.</param>
    /// <param name="threads">Threads; the components do not depend on them.</param>
    /// <exception cref="ArgumentException">There are fewer features.</exception>
    public static PrincipalComponents Fit(FeatureMatrix features, int count, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (count < 1 || count > features.Columns)
            throw new ArgumentException($"{count} components of {features.Columns} features", nameof(count));
        FeatureMatrix centred = new([.. features.Values], features.Rows, features.Columns);
        float[] mean = new float[features.Columns], directions = new float[checked(count * features.Columns)];
        PrincipalDirections.Centre(centred, mean);
        PrincipalDirections.Of(centred, count, directions, threads);
        return new(mean, directions);
    }

    /// <summary>The components of samples.</summary>
    /// <param name="features">Samples.</param>
    /// <param name="threads">Threads.</param>
    /// <exception cref="ArgumentException">They have another number of features.</exception>
    public FeatureMatrix Apply(FeatureMatrix features, int threads = 1)
    {
        float[] bias = new float[Count];
        for (int i = 0; i < Count; i++)
            bias[i] = -RowOperations.Dot<float>(_mean, _directions.AsSpan(i * Features, Features));
        return new(LinearScores.Of(features, _directions, bias, threads), features.Rows, Count);
    }

    internal IReadOnlyList<KeyValuePair<string, NdArray>> Arrays() =>
    [
        new("components.mean", NdArray.From<float>(_mean, Features)),
        new("components.directions", NdArray.From<float>(_directions, Count, Features)),
    ];
}
