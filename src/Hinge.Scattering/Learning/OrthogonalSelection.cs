namespace Hinge.Scattering.Learning;

/// <summary>
/// Supervised orthogonal least squares: for every class the features that, one after the other, explain most of what
/// is left of its indicator: the largest |tᵀd|/|d|, target and features centred and orthogonal to those taken.
/// </summary>
/// <remarks>
/// Features are never made orthogonal themselves. With q_1 … q_m orthonormal, t the rest of the target and d any
/// feature, tᵀd is that of the orthogonal part already and |d|² falls by (q_mᵀd)², so a step takes one product of all
/// features with the new q of every class.
/// </remarks>
public static class OrthogonalSelection
{
    private const double Vanished = 1e-8;

    /// <summary>Chooses features.</summary>
    /// <param name="features">Samples.</param>
    /// <param name="labels">The class of each, 0 … <paramref name="classes"/> - 1.</param>
    /// <param name="classes">Classes, 2 at least.</param>
    /// <param name="perClass">Features for each class.</param>
    /// <param name="threads">Threads; the choice does not depend on them.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>For every class the features, the best first; a feature may serve several classes.</returns>
    /// <exception cref="ArgumentException">The labels do not fit the samples.</exception>
    public static int[][] Choose(
        FeatureMatrix features, ReadOnlySpan<int> labels, int classes, int perClass, int threads = 1,
        CancellationToken cancel = default)
    {
        Labels.Check(features, labels, classes);
        (int n, int columns) = (features.Rows, features.Columns);
        float[] turned = Turned(features, out double[] squares);
        Rows<float> all = new(turned, columns, n);
        float[] rests = new float[classes * n], directions = new float[classes * n];
        for (int c = 0; c < classes; c++)
        {
            int own = Labels.Of(labels, c).Length;
            for (int i = 0; i < n; i++)
                rests[(c * n) + i] = (labels[i] == c ? 1f : 0f) - (own / (float)n);
        }
        double[] products = new double[columns * classes], taken = new double[columns * classes];
        double[] left = new double[columns * classes];
        RowProducts.Add(
            all, new Rows<float>(rests, classes, n), new Rows<double>(products, columns, classes), 1, threads);
        for (int i = 0; i < left.Length; i++)
            left[i] = squares[i / classes];
        List<int>[] chosen = [.. Enumerable.Range(0, classes).Select(_ => new List<int>())];
        List<float[]>[] bases = [.. Enumerable.Range(0, classes).Select(_ => new List<float[]>())];
        for (int step = 0; step < Math.Min(perClass, columns); step++)
        {
            cancel.ThrowIfCancellationRequested();
            Array.Clear(directions);
            double[] heights = new double[classes];
            for (int c = 0; c < classes; c++)
            {
                int best = Best(products, left, squares, c, classes);
                if (best < 0)
                    continue;
                chosen[c].Add(best);
                float[] q = Direction(all[best], bases[c]);
                bases[c].Add(q);
                q.CopyTo(directions, c * n);
                Span<float> rest = rests.AsSpan(c * n, n);
                heights[c] = RowOperations.Dot<float>(q, rest);
                RowOperations.AddScaled(rest, (float)-heights[c], q);
            }
            Array.Clear(taken);
            RowProducts.Add(
                all, new Rows<float>(directions, classes, n), new Rows<double>(taken, columns, classes), 1, threads);
            for (int i = 0; i < taken.Length; i++)
            {
                products[i] -= heights[i % classes] * taken[i];
                left[i] -= taken[i] * taken[i];
            }
            for (int c = 0; c < classes; c++)
            {
                if (chosen[c].Count > step)
                    left[(chosen[c][step] * classes) + c] = 0;
            }
        }
        return [.. chosen.Select(each => each.ToArray())];
    }

    private static int Best(double[] products, double[] left, double[] squares, int c, int classes)
    {
        int best = -1;
        double most = 0;
        for (int j = 0; j < squares.Length; j++)
        {
            double square = left[(j * classes) + c];
            if (square <= Vanished * squares[j] || squares[j] == 0)
                continue;
            double gain = products[(j * classes) + c] * products[(j * classes) + c] / square;
            if (gain > most)
                (best, most) = (j, gain);
        }
        return best;
    }

    private static float[] Direction(ReadOnlySpan<float> feature, List<float[]> basis)
    {
        float[] q = feature.ToArray();
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (float[] other in basis)
                RowOperations.AddScaled(q, -RowOperations.Dot<float>(q, other), other);
        }
        float scale = 1 / MathF.Sqrt(RowOperations.Dot<float>(q, q));
        for (int i = 0; i < q.Length; i++)
            q[i] *= scale;
        return q;
    }

    // Features as rows, less their means.
    private static float[] Turned(FeatureMatrix features, out double[] squares)
    {
        (int n, int columns) = (features.Rows, features.Columns);
        float[] turned = new float[checked(n * columns)];
        double[] mean = new double[columns];
        squares = new double[columns];
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<float> row = features.Row(i);
            for (int j = 0; j < columns; j++)
                mean[j] += row[j];
        }
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<float> row = features.Row(i);
            for (int j = 0; j < columns; j++)
            {
                double value = row[j] - (mean[j] / n);
                turned[(j * n) + i] = (float)value;
                squares[j] += value * value;
            }
        }
        return turned;
    }
}
