using Hinge.Core.Runs;

namespace Hinge.Scattering.Learning;

/// <summary>Chooses cost and γ of the Gaussian machines by folds: sample i is in fold i modulo their number.</summary>
public static class CrossValidation
{
    /// <summary>The best pair, the first of equals.</summary>
    /// <param name="features">Samples.</param>
    /// <param name="labels">The class of each.</param>
    /// <param name="classes">Classes.</param>
    /// <param name="folds">Folds, 2 at least.</param>
    /// <param name="costs">Costs to try.</param>
    /// <param name="gammas">Values of γ to try.</param>
    /// <param name="threads">Threads; the choice does not depend on them.</param>
    /// <param name="progress">Machines learned.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <exception cref="ArgumentException">There are fewer than two folds, or nothing to try.</exception>
    public static (double Cost, double Gamma, double Error) Choose(
        FeatureMatrix features, ReadOnlySpan<int> labels, int classes, int folds, IReadOnlyList<double> costs,
        IReadOnlyList<double> gammas, int threads = 1, IProgress<RunProgress>? progress = null,
        CancellationToken cancel = default)
    {
        Labels.Check(features, labels, classes);
        ArgumentNullException.ThrowIfNull(costs);
        ArgumentNullException.ThrowIfNull(gammas);
        int choices = costs.Count * gammas.Count;
        if (folds < 2 || choices == 0)
            throw new ArgumentException($"{folds} folds, {choices} choices", nameof(folds));
        int[] errors = new int[choices];
        for (int fold = 0; fold < folds; fold++)
        {
            int[] inside = [.. Enumerable.Range(0, features.Rows).Where(i => i % folds != fold)];
            int[] outside = [.. Enumerable.Range(0, features.Rows).Where(i => i % folds == fold)];
            FeatureMatrix some = features.Take(inside), rest = features.Take(outside);
            (int[] own, int[] expected) = (Pick(labels, inside), Pick(labels, outside));
            float[]? products = inside.Length <= 16_000 ? RbfSvm.Products(some, threads) : null;
            for (int choice = 0; choice < choices; choice++)
            {
                RbfSvm model = RbfSvm.Fit(
                    some, own, classes, gammas[choice % gammas.Count],
                    new() { Cost = costs[choice / gammas.Count], Threads = threads }, null, products, cancel);
                errors[choice] += Labels.Errors(model.Predict(rest, threads), expected);
                progress?.Report(new("cross-validation", (fold * choices) + choice + 1, folds * choices));
            }
        }
        int best = Array.IndexOf(errors, errors.Min());
        return (costs[best / gammas.Count], gammas[best % gammas.Count], errors[best] / (double)features.Rows);
    }

    private static int[] Pick(ReadOnlySpan<int> labels, int[] indices)
    {
        int[] picked = new int[indices.Length];
        for (int i = 0; i < picked.Length; i++)
            picked[i] = labels[indices[i]];
        return picked;
    }
}
