namespace Hinge.Scattering.Learning;

/// <summary>Scores of linear classifiers.</summary>
internal static class LinearScores
{
    /// <summary>Samples x classes.</summary>
    /// <exception cref="ArgumentException">The samples have another number of features.</exception>
    public static float[] Of(FeatureMatrix features, float[] weights, float[] bias, int threads)
    {
        ArgumentNullException.ThrowIfNull(features);
        int classes = bias.Length, columns = weights.Length / classes;
        if (features.Columns != columns)
            throw new ArgumentException($"{features.Columns} features, expected {columns}", nameof(features));
        float[] scores = new float[checked(features.Rows * classes)];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = bias[i % classes];
        RowProducts.Add(
            features.AsRows(), new Rows<float>(weights, classes, columns),
            new Rows<float>(scores, features.Rows, classes), 1, threads);
        return scores;
    }

    /// <summary>The class of the largest score of every sample.</summary>
    public static int[] Largest(float[] scores, int classes)
    {
        int[] found = new int[scores.Length / classes];
        for (int i = 0; i < found.Length; i++)
            found[i] = Labels.Largest(scores.AsSpan(i * classes, classes));
        return found;
    }
}
