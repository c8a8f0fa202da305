using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Core.Runs;

namespace Hinge.Scattering.Learning;

/// <summary>
/// Linear support vector machines, one a class against the rest, with squared hinge loss:
/// min ½|w|² + C Σ max(0, 1 - y wx)², by coordinate descent in the dual. A constant feature of 1 gives the bias.
/// </summary>
/// <remarks>Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate Descent Method for Large-scale Linear SVM",
/// ICML 2008, algorithm 1.</remarks>
public sealed class LinearSvm : IClassifier
{
    private const int MostPasses = 300;
    private const double Tolerance = 0.01;
    private readonly float[] _weights;
    private readonly float[] _bias;

    /// <summary>From numbers.</summary>
    /// <param name="weights">Classes x features.</param>
    /// <param name="bias">One a class.</param>
    /// <exception cref="ArgumentException">The numbers are not that many.</exception>
    public LinearSvm(float[] weights, float[] bias)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (bias.Length < 2 || weights.Length == 0 || weights.Length % bias.Length != 0)
            throw new ArgumentException($"{weights.Length} weights for {bias.Length} classes", nameof(weights));
        (_weights, _bias) = (weights, bias);
    }

    /// <inheritdoc/>
    public string Kind => "linear-svm";

    /// <inheritdoc/>
    public int Features => _weights.Length / _bias.Length;

    /// <inheritdoc/>
    public int Classes => _bias.Length;

    /// <summary>The weights, classes x features.</summary>
    public ReadOnlyMemory<float> Weights => _weights;

    /// <summary>What is added to each class's score.</summary>
    public IReadOnlyList<float> Bias => _bias;

    /// <summary>Learns weights.</summary>
    /// <param name="features">Training samples, standardised.</param>
    /// <param name="labels">The class of each, 0 … <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Classes, 2 at least.</param>
    /// <param name="settings">Cost, seed, threads.</param>
    /// <param name="progress">Classes done.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="ArgumentException">The labels do not fit, or the cost is not positive.</exception>
    public static LinearSvm Fit(
        FeatureMatrix features, ReadOnlySpan<int> labels, int classes, LearningSettings? settings = null,
        IProgress<RunProgress>? progress = null, CancellationToken cancel = default)
    {
        settings ??= new();
        Labels.Check(features, labels, classes);
        double cost = settings.Cost ?? 0.001;
        if (!(cost > 0))
            throw new ArgumentException($"cost {cost}; expected a positive number", nameof(settings));
        float[] weights = new float[checked(classes * features.Columns)], bias = new float[classes];
        float[] squares = new float[features.Rows];
        for (int i = 0; i < squares.Length; i++)
            squares[i] = RowOperations.Dot<float>(features.Row(i), features.Row(i)) + 1;
        int[] kept = labels.ToArray();
        RandomStream seeds = new(settings.Seed);
        int done = 0;
        Parallel.For(0, classes, new ParallelOptions { MaxDegreeOfParallelism = settings.Threads }, c =>
        {
            Span<float> own = weights.AsSpan(c * features.Columns, features.Columns);
            bias[c] = Descend(features, kept, c, cost, squares, seeds.Split((ulong)c), own, cancel);
            progress?.Report(new("linear machines", Interlocked.Increment(ref done), classes));
        });
        return new(weights, bias);
    }

    /// <inheritdoc/>
    public int[] Predict(FeatureMatrix features, int threads = 1) =>
        LinearScores.Largest(LinearScores.Of(features, _weights, _bias, threads), Classes);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, NdArray>> Arrays() =>
    [
        new("weights", NdArray.From<float>(_weights, Classes, Features)),
        new("bias", NdArray.From<float>(_bias, Classes)),
    ];

    private static float Descend(
        FeatureMatrix features, int[] labels, int wanted, double cost, float[] squares, RandomStream random,
        Span<float> weights, CancellationToken cancel)
    {
        double[] alpha = new double[features.Rows];
        double diagonal = 0.5 / cost, bias = 0;
        int[] order = [.. Enumerable.Range(0, features.Rows)];
        for (int pass = 0; pass < MostPasses; pass++)
        {
            cancel.ThrowIfCancellationRequested();
            random.Shuffle<int>(order);
            double worst = 0;
            foreach (int i in order)
            {
                int sign = labels[i] == wanted ? 1 : -1;
                ReadOnlySpan<float> row = features.Row(i);
                double gradient = (sign * (RowOperations.Dot<float>(weights, row) + bias)) - 1 + (diagonal * alpha[i]);
                double projected = alpha[i] == 0 ? Math.Min(gradient, 0) : gradient;
                worst = Math.Max(worst, Math.Abs(projected));
                if (Math.Abs(projected) < 1e-12)
                    continue;
                double before = alpha[i];
                alpha[i] = Math.Max(0, before - (gradient / (squares[i] + diagonal)));
                double change = (alpha[i] - before) * sign;
                RowOperations.AddScaled(weights, (float)change, row);
                bias += change;
            }
            if (worst <= Tolerance)
                break;
        }
        return (float)bias;
    }
}
