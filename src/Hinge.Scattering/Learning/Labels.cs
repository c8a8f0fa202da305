namespace Hinge.Scattering.Learning;

/// <summary>Checks and counts of classes, which are numbered from 0.</summary>
internal static class Labels
{
    /// <summary>Refuses labels that do not fit.</summary>
    public static void Check(FeatureMatrix features, ReadOnlySpan<int> labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (labels.Length != features.Rows || features.Rows == 0 || classes < 2)
            throw new ArgumentException($"{labels.Length} labels of {classes} classes for {features.Rows} samples");
        if (labels.ContainsAnyExceptInRange(0, classes - 1))
            throw new ArgumentException($"a label is not 0 … {classes - 1}");
    }

    /// <summary>The samples of a class.</summary>
    public static int[] Of(ReadOnlySpan<int> labels, int wanted)
    {
        List<int> found = [];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] == wanted)
                found.Add(i);
        }
        return [.. found];
    }

    /// <summary>How many differ.</summary>
    public static int Errors(ReadOnlySpan<int> found, ReadOnlySpan<int> expected)
    {
        int errors = 0;
        for (int i = 0; i < found.Length; i++)
            errors += found[i] == expected[i] ? 0 : 1;
        return errors;
    }

    /// <summary>Where the last fifth begins: what precedes it is learned from when something is chosen.</summary>
    public static int LastFifth(int count) => count - (count / 5);

    /// <summary>The place of the largest score, the first of equals.</summary>
    public static int Largest(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
            best = scores[i] > scores[best] ? i : best;
        return best;
    }
}
