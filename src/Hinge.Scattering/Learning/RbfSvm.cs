using Hinge.Core.Formats;
using Hinge.Core.Runs;

namespace Hinge.Scattering.Learning;

/// <summary>
/// Support vector machines with the Gaussian kernel, one for every two classes; the class with the most votes, the
/// first of equals.
/// </summary>
public sealed class RbfSvm : IClassifier
{
    private const double Tolerance = 1e-3;
    private const int Batch = 256;
    private readonly FeatureMatrix _vectors;
    private readonly float[] _weights;       // pairs x vectors
    private readonly float[] _bias;

    /// <summary>From numbers.</summary>
    /// <param name="vectors">Support vectors.</param>
    /// <param name="weights">Pairs x vectors; the pairs are (0,1), (0,2), …, (1,2), ….</param>
    /// <param name="bias">One a pair.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="gamma">γ.</param>
    /// <exception cref="ArgumentException">The numbers are not that many.</exception>
    public RbfSvm(FeatureMatrix vectors, float[] weights, float[] bias, int classes, double gamma)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (classes < 2 || bias.Length != classes * (classes - 1) / 2
            || weights.LongLength != (long)bias.Length * vectors.Rows || !(gamma > 0))
            throw new ArgumentException($"{bias.Length} machines for {classes} classes, γ = {gamma}", nameof(bias));
        (_vectors, _weights, _bias, Classes, Gamma) = (vectors, weights, bias, classes, gamma);
    }

    /// <inheritdoc/>
    public string Kind => "rbf-svm";

    /// <inheritdoc/>
    public int Features => _vectors.Columns;

    /// <inheritdoc/>
    public int Classes { get; }

    /// <summary>γ of exp(-γ|x - y|²).</summary>
    public double Gamma { get; }

    /// <summary>Number of support vectors.</summary>
    public int VectorCount => _vectors.Rows;

    /// <summary>Learns the machines.</summary>
    /// <param name="features">Training samples.</param>
    /// <param name="labels">The class of each, 0 … <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Classes, 2 at least.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="settings">Cost, cache, threads.</param>
    /// <param name="progress">Machines done.</param>
    /// <param name="products">Products of all samples with one another, if they are at hand.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="ArgumentException">The labels do not fit, or a number is not positive.</exception>
    public static RbfSvm Fit(
        FeatureMatrix features, ReadOnlySpan<int> labels, int classes, double gamma, LearningSettings? settings = null,
        IProgress<RunProgress>? progress = null, float[]? products = null, CancellationToken cancel = default)
    {
        settings ??= new();
        Labels.Check(features, labels, classes);
        double cost = settings.Cost ?? 16;
        if (!(cost > 0) || !(gamma > 0))
            throw new ArgumentException($"C = {cost}, γ = {gamma}; expected positive numbers", nameof(settings));
        if (products is null && 4L * features.Rows * features.Rows <= settings.CacheBytes)
            products = Products(features, settings.Threads);
        int[][] members = new int[classes][];
        for (int c = 0; c < classes; c++)
            members[c] = Labels.Of(labels, c);
        (int A, int B)[] pairs = Pairs(classes);
        double[][] found = new double[pairs.Length][];
        float[] bias = new float[pairs.Length];
        long cache = settings.CacheBytes / Math.Max(1, settings.Threads) / (products is null ? 1 : 4);
        int done = 0;
        Parallel.For(0, pairs.Length, new ParallelOptions { MaxDegreeOfParallelism = settings.Threads }, index =>
        {
            (int a, int b) = pairs[index];
            int[] both = [.. members[a], .. members[b]];
            int[] signs = [.. both.Select((_, i) => i < members[a].Length ? 1 : -1)];
            if (members[a].Length > 0 && members[b].Length > 0)
            {
                KernelRows rows = new(features, both, products, gamma, cache);
                (found[index], double offset) = MinimalOptimisation.Solve(rows, signs, cost, Tolerance, cancel);
                bias[index] = (float)offset;
            }
            else
            {
                (found[index], bias[index]) = (new double[both.Length], members[a].Length > 0 ? 1 : -1);
            }
            progress?.Report(new("support vector machines", Interlocked.Increment(ref done), pairs.Length));
        });
        return Gather(features, members, pairs, found, bias, classes, gamma);
    }

    /// <summary>The products of all samples with one another.</summary>
    /// <param name="features">Samples, at most 46,340.</param>
    /// <param name="threads">Threads.</param>
    public static float[] Products(FeatureMatrix features, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(features);
        int n = features.Rows;
        float[] products = new float[checked(n * n)];
        RowProducts.Add(features.AsRows(), features.AsRows(), new Rows<float>(products, n, n), 1, threads, lower: true);
        RowProducts.Mirror(products, n);
        return products;
    }

    /// <inheritdoc/>
    public int[] Predict(FeatureMatrix features, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != Features)
            throw new ArgumentException($"{features.Columns} features, expected {Features}", nameof(features));
        int[] classes = new int[features.Rows];
        (int vectors, int pairs) = (_vectors.Rows, _bias.Length);
        float[] squares = new float[vectors], kernel = new float[Batch * vectors], scores = new float[Batch * pairs];
        for (int i = 0; i < vectors; i++)
            squares[i] = RowOperations.Dot<float>(_vectors.Row(i), _vectors.Row(i));
        (int A, int B)[] names = Pairs(Classes);
        for (int first = 0; first < features.Rows; first += Batch)
        {
            int count = Math.Min(Batch, features.Rows - first);
            Array.Clear(kernel);
            RowProducts.Add(
                features.AsRows(first, count), _vectors.AsRows(), new Rows<float>(kernel, count, vectors), 1, threads);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> row = features.Row(first + i);
                KernelRows.Exponentials(
                    kernel.AsSpan(i * vectors, vectors), RowOperations.Dot(row, row), squares, (float)Gamma);
                _bias.CopyTo(scores, i * pairs);
            }
            if (vectors > 0)
                RowProducts.Add(
                    new Rows<float>(kernel, count, vectors), new Rows<float>(_weights, pairs, vectors),
                    new Rows<float>(scores, count, pairs), 1, threads);
            for (int i = 0; i < count; i++)
                classes[first + i] = Vote(scores.AsSpan(i * pairs, pairs), names);
        }
        return classes;
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, NdArray>> Arrays() =>
    [
        new("vectors", NdArray.From<float>(_vectors.Values, _vectors.Rows, _vectors.Columns)),
        new("weights", NdArray.From<float>(_weights, _bias.Length, _vectors.Rows)),
        new("bias", NdArray.From<float>(_bias, _bias.Length)),
        new("gamma", NdArray.From<double>([Gamma])),
    ];

    private int Vote(ReadOnlySpan<float> scores, (int A, int B)[] names)
    {
        Span<float> votes = stackalloc float[Classes];
        for (int p = 0; p < names.Length; p++)
            votes[scores[p] > 0 ? names[p].A : names[p].B]++;
        return Labels.Largest(votes);
    }

    private static (int A, int B)[] Pairs(int classes) =>
        [.. Enumerable.Range(0, classes).SelectMany(a => Enumerable.Range(a + 1, classes - a - 1).Select(b => (a, b)))];

    private static RbfSvm Gather(
        FeatureMatrix features, int[][] members, (int A, int B)[] pairs, double[][] found, float[] bias, int classes,
        double gamma)
    {
        int[] place = new int[features.Rows];
        Array.Fill(place, -1);
        List<int> kept = [];
        for (int p = 0; p < pairs.Length; p++)
        {
            int[] both = [.. members[pairs[p].A], .. members[pairs[p].B]];
            for (int i = 0; i < both.Length; i++)
            {
                if (found[p][i] != 0)
                    place[both[i]] = 0;
            }
        }
        for (int i = 0; i < place.Length; i++)
        {
            if (place[i] == 0)
            {
                place[i] = kept.Count;
                kept.Add(i);
            }
        }
        float[] weights = new float[checked(pairs.Length * kept.Count)];
        for (int p = 0; p < pairs.Length; p++)
        {
            int[] both = [.. members[pairs[p].A], .. members[pairs[p].B]];
            for (int i = 0; i < both.Length; i++)
            {
                if (found[p][i] != 0)
                    weights[(p * kept.Count) + place[both[i]]] = (float)found[p][i];
            }
        }
        return new(features.Take([.. kept]), weights, bias, classes, gamma);
    }
}
