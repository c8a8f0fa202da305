using Hinge.Core.Formats;
using Hinge.Core.Runs;

namespace Hinge.Scattering.Learning;

/// <summary>
/// A class is an affine space: its mean and its leading principal directions. A sample belongs to the nearest,
/// argmin_c |x - μ_c|² - |V_c(x - μ_c)|².
/// </summary>
/// <remarks>Bruna and Mallat, "Invariant Scattering Convolution Networks", section 4.1.</remarks>
public sealed class AffinePca : IClassifier
{
    private const int Step = 20, LargestChoice = 280, Batch = 512;
    private readonly float[] _means;
    private readonly float[] _directions;

    /// <summary>From numbers.</summary>
    /// <param name="means">Classes x features.</param>
    /// <param name="directions">Classes x dimension x features, orthonormal rows or zeros.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="dimension">Directions a class.</param>
    /// <exception cref="ArgumentException">The numbers are not that many.</exception>
    public AffinePca(float[] means, float[] directions, int classes, int dimension)
    {
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(directions);
        if (classes < 2 || dimension < 0 || means.Length % classes != 0
            || directions.LongLength != (long)dimension * means.Length)
            throw new ArgumentException($"{means.Length} and {directions.Length} numbers for {classes} classes");
        (_means, _directions, Classes, Dimension) = (means, directions, classes, dimension);
        Features = means.Length / classes;
    }

    /// <inheritdoc/>
    public string Kind => "pca-affine";

    /// <inheritdoc/>
    public int Features { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>Directions a class.</summary>
    public int Dimension { get; }

    /// <summary>Errors on the last fifth for each dimension tried; empty where it was given.</summary>
    public IReadOnlyList<(int Dimension, double Error)> Tried { get; private init; } = [];

    /// <summary>Learns means and directions.</summary>
    /// <param name="features">Training samples, standardised.</param>
    /// <param name="labels">The class of each, 0 … <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Classes, 2 at least.</param>
    /// <param name="settings">The dimension, if it is not to be chosen.</param>
    /// <param name="progress">Classes done.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="ArgumentException">The labels do not fit the samples.</exception>
    public static AffinePca Fit(
        FeatureMatrix features, ReadOnlySpan<int> labels, int classes, LearningSettings? settings = null,
        IProgress<RunProgress>? progress = null, CancellationToken cancel = default)
    {
        settings ??= new();
        Labels.Check(features, labels, classes);
        if (settings.Dimension is { } given)
            return Learn(features, labels, classes, given, settings, progress, cancel);
        int cut = Labels.LastFifth(features.Rows);
        AffinePca wide = Learn(
            features.First(cut), labels[..cut], classes, LargestChoice, settings, progress, cancel);
        List<(int Dimension, double Error)> tried = [];
        FeatureMatrix rest = features.From(cut);
        float[,] distances = new float[rest.Rows, classes * ((LargestChoice / Step) + 1)];
        wide.Distances(rest, Step, distances, settings.Threads);
        for (int choice = 0; choice * Step <= wide.Dimension; choice++)
        {
            int errors = 0;
            for (int i = 0; i < rest.Rows; i++)
                errors += Nearest(distances, i, choice, classes) == labels[cut + i] ? 0 : 1;
            tried.Add((choice * Step, errors / (double)rest.Rows));
        }
        int best = tried.MinBy(each => each.Error).Dimension;
        AffinePca whole = Learn(features, labels, classes, best, settings, progress, cancel);
        return new(whole._means, whole._directions, classes, whole.Dimension) { Tried = tried };
    }

    /// <inheritdoc/>
    public int[] Predict(FeatureMatrix features, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != Features)
            throw new ArgumentException($"{features.Columns} features, expected {Features}", nameof(features));
        float[,] distances = new float[features.Rows, 2 * Classes];
        Distances(features, Math.Max(1, Dimension), distances, threads);
        int choice = Dimension == 0 ? 0 : 1;
        return [.. Enumerable.Range(0, features.Rows).Select(i => Nearest(distances, i, choice, Classes))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, NdArray>> Arrays() =>
    [
        new("means", NdArray.From<float>(_means, Classes, Features)),
        new("directions", NdArray.From<float>(_directions, Classes, Dimension, Features)),
    ];

    // [sample, choice x class]: the distance with the first choice x step directions.
    private void Distances(FeatureMatrix features, int step, float[,] distances, int threads)
    {
        float[] centred = new float[Batch * Features], products = new float[Batch * Math.Max(1, Dimension)];
        for (int c = 0; c < Classes; c++)
        {
            Rows<float> directions = new(
                _directions, (long)c * Dimension * Features, Dimension, Features, Features);
            ReadOnlySpan<float> mean = _means.AsSpan(c * Features, Features);
            for (int first = 0; first < features.Rows; first += Batch)
            {
                int count = Math.Min(Batch, features.Rows - first);
                for (int i = 0; i < count; i++)
                {
                    Span<float> to = centred.AsSpan(i * Features, Features);
                    features.Row(first + i).CopyTo(to);
                    RowOperations.AddScaled(to, -1, mean);
                }
                Array.Clear(products);
                if (Dimension > 0)
                    RowProducts.Add(
                        new Rows<float>(centred, count, Features), directions,
                        new Rows<float>(products, count, Dimension), 1, threads);
                for (int i = 0; i < count; i++)
                {
                    ReadOnlySpan<float> row = centred.AsSpan(i * Features, Features);
                    double distance = RowOperations.Dot(row, row);
                    for (int d = 0; d <= Dimension; d++)
                    {
                        if (d % step == 0)
                            distances[first + i, (d / step * Classes) + c] = (float)distance;
                        if (d < Dimension)
                            distance -= Math.Pow(products[(i * Dimension) + d], 2);
                    }
                }
            }
        }
    }

    private static int Nearest(float[,] distances, int sample, int choice, int classes)
    {
        int best = 0;
        for (int c = 1; c < classes; c++)
        {
            if (distances[sample, (choice * classes) + c] < distances[sample, (choice * classes) + best])
                best = c;
        }
        return best;
    }

    private static AffinePca Learn(
        FeatureMatrix features, ReadOnlySpan<int> labels, int classes, int dimension, LearningSettings settings,
        IProgress<RunProgress>? progress, CancellationToken cancel)
    {
        int n = features.Columns;
        dimension = Math.Min(dimension, n);
        float[] means = new float[classes * n], directions = new float[checked(classes * dimension * n)];
        int[][] members = new int[classes][];
        for (int c = 0; c < classes; c++)
            members[c] = Labels.Of(labels, c);
        int done = 0;
        for (int c = 0; c < classes; c++)
        {
            cancel.ThrowIfCancellationRequested();
            FeatureMatrix own = features.Take(members[c]);
            PrincipalDirections.Centre(own, means.AsSpan(c * n, n));
            PrincipalDirections.Of(
                own, dimension, directions.AsSpan(c * dimension * n, dimension * n), settings.Threads);
            progress?.Report(new("principal directions", ++done, classes));
        }
        return new(means, directions, classes, dimension);
    }
}
