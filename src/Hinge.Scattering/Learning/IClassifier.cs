using Hinge.Core.Formats;

namespace Hinge.Scattering.Learning;

/// <summary>Names the class of standardised features.</summary>
public interface IClassifier
{
    /// <summary>The word for its kind: <c>pca-affine</c>, <c>ridge</c>, <c>linear-svm</c>, <c>rbf-svm</c>.</summary>
    string Kind { get; }

    /// <summary>Features of a sample.</summary>
    int Features { get; }

    /// <summary>Number of classes.</summary>
    int Classes { get; }

    /// <summary>The class of every sample.</summary>
    /// <param name="features">Samples.</param>
    /// <param name="threads">Threads; the answer does not depend on them.</param>
    /// <exception cref="ArgumentException">The samples have another number of features.</exception>
    int[] Predict(FeatureMatrix features, int threads = 1);

    /// <summary>What a file holds of it.</summary>
    IReadOnlyList<KeyValuePair<string, NdArray>> Arrays();
}
