using Hinge.Core.Runs;

namespace Hinge.Scattering.Learning;

/// <summary>
/// From features to classes: logarithm if wanted, standardised, principal components if wanted, a classifier.
/// </summary>
/// <param name="Settings">What it is.</param>
/// <param name="Standardiser">Mean and deviation of the training features.</param>
/// <param name="Components">Principal components kept; null for all features.</param>
/// <param name="Classifier">The classifier.</param>
public sealed record TrainedModel(
    ModelSettings Settings, Standardiser Standardiser, PrincipalComponents? Components, IClassifier Classifier)
{
    /// <summary>The words for the kinds of classifiers.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["pca-affine", "ridge", "linear-svm", "rbf-svm"];

    /// <summary>Learns a model.</summary>
    /// <param name="settings">What it shall be.</param>
    /// <param name="features">Training features as the network gives them; overwritten.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="learning">How it is learned.</param>
    /// <param name="components">Principal components to keep; null for all features.</param>
    /// <param name="progress">Parts done.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="ArgumentException">The kind is not known, or the labels do not fit.</exception>
    public static TrainedModel Fit(
        ModelSettings settings, FeatureMatrix features, ReadOnlySpan<int> labels, LearningSettings learning,
        int? components = null, IProgress<RunProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(learning);
        if (settings.Log is { } epsilon)
            Logarithm(features, epsilon);
        Standardiser standardiser = Standardiser.Fit(features);
        standardiser.Apply(features);
        PrincipalComponents? kept = components is { } count
            ? PrincipalComponents.Fit(features, count, learning.Threads) : null;
        FeatureMatrix ready = kept?.Apply(features, learning.Threads) ?? features;
        int classes = settings.Classes;
        IClassifier classifier = settings.Kind switch
        {
            "pca-affine" => AffinePca.Fit(ready, labels, classes, learning, progress, cancel),
            "ridge" => Ridge.Fit(ready, labels, classes, learning, progress, cancel),
            "linear-svm" => LinearSvm.Fit(ready, labels, classes, learning, progress, cancel),
            "rbf-svm" => RbfSvm.Fit(
                ready, labels, classes, learning.Gamma / features.Columns, learning, progress, cancel: cancel),
            _ => throw new ArgumentException($"no classifier '{settings.Kind}'", nameof(settings)),
        };
        return new(settings, standardiser, kept, classifier);
    }

    /// <summary>sign(x) log(1 + |x|/ε) in place of every feature x.</summary>
    /// <param name="features">Changed in place.</param>
    /// <param name="epsilon">ε, positive.</param>
    public static void Logarithm(FeatureMatrix features, double epsilon)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        float[] values = features.Values;
        float scale = (float)(1 / epsilon);
        for (int i = 0; i < values.Length; i++)
            values[i] = MathF.CopySign(MathF.Log(1 + (MathF.Abs(values[i]) * scale)), values[i]);
    }

    /// <summary>The class of every sample.</summary>
    /// <param name="features">Features as the network gives them; overwritten.</param>
    /// <param name="threads">Threads; the answer does not depend on them.</param>
    /// <exception cref="ArgumentException">The samples have another number of features.</exception>
    public int[] Predict(FeatureMatrix features, int threads = 1)
    {
        if (Settings.Log is { } epsilon)
            Logarithm(features, epsilon);
        Standardiser.Apply(features);
        return Classifier.Predict(Components?.Apply(features, threads) ?? features, threads);
    }
}
