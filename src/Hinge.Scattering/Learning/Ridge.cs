using Hinge.Core.Formats;
using Hinge.Core.Runs;

namespace Hinge.Scattering.Learning;

/// <summary>
/// Ridge regression onto targets ±1, one a class: (ZᵀZ + λE)W = ZᵀT with Z and T less their means; the class is that
/// of the largest score. Solved in the features or, where these are more than the samples, in the samples.
/// </summary>
public sealed class Ridge : IClassifier
{
    private readonly float[] _weights;
    private readonly float[] _bias;

    /// <summary>From numbers.</summary>
    /// <param name="weights">Classes x features.</param>
    /// <param name="bias">One a class.</param>
    /// <exception cref="ArgumentException">The numbers are not that many.</exception>
    public Ridge(float[] weights, float[] bias)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(bias);
        if (bias.Length < 2 || weights.Length == 0 || weights.Length % bias.Length != 0)
            throw new ArgumentException($"{weights.Length} weights for {bias.Length} classes", nameof(weights));
        (_weights, _bias) = (weights, bias);
    }

    /// <inheritdoc/>
    public string Kind => "ridge";

    /// <inheritdoc/>
    public int Features => _weights.Length / _bias.Length;

    /// <inheritdoc/>
    public int Classes => _bias.Length;

    /// <summary>λ.</summary>
    public double Lambda { get; private init; }

    /// <summary>Errors on the last fifth for each λ tried; empty where it was given.</summary>
    public IReadOnlyList<(double Lambda, double Error)> Tried { get; private init; } = [];

    /// <summary>The weights, classes x features.</summary>
    public ReadOnlyMemory<float> Weights => _weights;

    /// <summary>What is added to each class's score.</summary>
    public IReadOnlyList<float> Bias => _bias;

    /// <summary>Learns weights.</summary>
    /// <param name="features">Training samples, standardised.</param>
    /// <param name="labels">The class of each, 0 … <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Classes, 2 at least.</param>
    /// <param name="settings">λ, if it is not to be chosen.</param>
    /// <param name="progress">Systems solved.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="ArgumentException">The labels do not fit, or λ is not positive.</exception>
    public static Ridge Fit(
        FeatureMatrix features, ReadOnlySpan<int> labels, int classes, LearningSettings? settings = null,
        IProgress<RunProgress>? progress = null, CancellationToken cancel = default)
    {
        settings ??= new();
        Labels.Check(features, labels, classes);
        if (settings.Lambda is { } negative && !(negative > 0))
            throw new ArgumentException($"λ = {negative}; expected a positive number", nameof(settings));
        RidgeSystem system = RidgeSystem.Create(features, classes, settings.Threads);
        int cut = Labels.LastFifth(features.Rows);
        List<(double Lambda, double Error)> tried = [];
        if (settings.Lambda is null)
        {
            system.Add(labels, cut);
            FeatureMatrix rest = features.From(cut);
            double[] choices = [1, 10, 100, 1000, 10_000, 100_000];
            foreach (double lambda in choices)
            {
                cancel.ThrowIfCancellationRequested();
                (float[] weights, float[] bias) = system.Solve(lambda);
                int[] found = new Ridge(weights, bias).Predict(rest, settings.Threads);
                tried.Add((lambda, Labels.Errors(found, labels[cut..]) / (double)Math.Max(1, rest.Rows)));
                progress?.Report(new("ridge", tried.Count, choices.Length + 1));
            }
        }
        double best = settings.Lambda ?? tried.MinBy(each => each.Error).Lambda;
        cancel.ThrowIfCancellationRequested();
        system.Add(labels, features.Rows);
        (float[] w, float[] b) = system.Solve(best);
        progress?.Report(new("ridge", 1, 1));
        return new(w, b) { Lambda = best, Tried = tried };
    }

    /// <summary>The scores of every sample, samples x classes.</summary>
    /// <param name="features">Samples.</param>
    /// <param name="threads">Threads.</param>
    /// <exception cref="ArgumentException">The samples have another number of features.</exception>
    public float[] Scores(FeatureMatrix features, int threads = 1) =>
        LinearScores.Of(features, _weights, _bias, threads);

    /// <inheritdoc/>
    public int[] Predict(FeatureMatrix features, int threads = 1) =>
        LinearScores.Largest(Scores(features, threads), Classes);

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, NdArray>> Arrays() =>
    [
        new("weights", NdArray.From<float>(_weights, Classes, Features)),
        new("bias", NdArray.From<float>(_bias, Classes)),
    ];
}
