namespace Hinge.Scattering.Learning;

/// <summary>The equations of ridge regression: filled sample by sample, solved for any λ.</summary>
internal sealed class RidgeSystem
{
    private readonly FeatureMatrix _features;
    private readonly int _threads;
    private readonly bool _dual;
    private readonly double[] _products;     // of features (their sum), or of samples
    private readonly double[] _sum;          // of features
    private readonly double[] _targets;      // Zᵀ T: classes x features
    private readonly int[] _counts;
    private int[] _labels = [];

    private RidgeSystem(FeatureMatrix features, int classes, int threads)
    {
        (_features, _threads, _dual) = (features, threads, features.Columns > features.Rows);
        int n = Math.Min(features.Columns, features.Rows);
        _products = new double[checked(n * n)];
        _sum = new double[features.Columns];
        _targets = new double[classes * features.Columns];
        _counts = new int[classes];
        if (_dual)
            RowProducts.Add(
                features.AsRows(), features.AsRows(), new Rows<double>(_products, n, n), 1.0, threads, lower: true);
    }

    private int Used => _labels.Length;

    /// <summary>Without samples.</summary>
    public static RidgeSystem Create(FeatureMatrix features, int classes, int threads) =>
        new(features, classes, threads);

    /// <summary>Adds samples up to one, exclusive.</summary>
    public void Add(ReadOnlySpan<int> labels, int end)
    {
        int first = Used, columns = _features.Columns;
        for (int i = first; i < end; i++)
        {
            ReadOnlySpan<float> row = _features.Row(i);
            Span<double> target = _targets.AsSpan(labels[i] * columns, columns);
            for (int j = 0; j < row.Length; j++)
            {
                _sum[j] += row[j];
                target[j] += row[j];
            }
            _counts[labels[i]]++;
        }
        if (!_dual)
            PrincipalDirections.AddProducts(_features, first, end - first, _products, _threads);
        _labels = labels[..end].ToArray();
    }

    /// <summary>Weights, classes x features, and what is added to the scores.</summary>
    public (float[] Weights, float[] Bias) Solve(double lambda)
    {
        (int classes, int columns) = (_counts.Length, _features.Columns);
        double[] mean = [.. _sum.Select(each => each / Used)];
        double[] average = [.. _counts.Select(count => ((2.0 * count) / Used) - 1)];
        double[] weights = _dual ? Dual(lambda, mean, average) : Primal(lambda, mean, average);
        float[] bias = new float[classes];
        for (int c = 0; c < classes; c++)
            bias[c] = (float)(average[c] - RowOperations.Dot<double>(weights.AsSpan(c * columns, columns), mean));
        return ([.. weights.Select(each => (float)each)], bias);
    }

    // Targets are 2 [own class] - 1, so Zᵀ T = 2 (sum of the class) - (sum of all); less the means.
    private double[] Primal(double lambda, double[] mean, double[] average)
    {
        int n = mean.Length;
        double[] matrix = new double[_products.Length], right = new double[_targets.Length];
        for (int i = 0; i < n; i++)
        {
            int row = i * n;
            for (int j = 0; j <= i; j++)
                matrix[row + j] = _products[row + j] - (Used * mean[i] * mean[j]);
            matrix[row + i] += lambda;
        }
        for (int i = 0; i < right.Length; i++)
            right[i] = (2 * _targets[i]) - _sum[i % n] - (Used * mean[i % n] * average[i / n]);
        Solve(matrix, n, right);
        return right;
    }

    private double[] Dual(double lambda, double[] mean, double[] average)
    {
        (int m, int all, int n) = (Used, _features.Rows, mean.Length);
        double[] along = new double[m], matrix = new double[checked(m * m)], right = new double[_counts.Length * m];
        for (int i = 0; i < m; i++)
        {
            ReadOnlySpan<float> row = _features.Row(i);
            for (int j = 0; j < n; j++)
                along[i] += row[j] * mean[j];
        }
        double square = RowOperations.Dot<double>(mean, mean);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j <= i; j++)
                matrix[(i * m) + j] = _products[(i * all) + j] - along[i] - along[j] + square;
            matrix[(i * m) + i] += lambda;
        }
        for (int i = 0; i < right.Length; i++)
            right[i] = (_labels[i % m] == i / m ? 1 : -1) - average[i / m];
        Solve(matrix, m, right);
        double[] weights = new double[_counts.Length * n];
        for (int c = 0; c < _counts.Length; c++)
        {
            for (int i = 0; i < m; i++)
            {
                ReadOnlySpan<float> row = _features.Row(i);
                double weight = right[(c * m) + i];
                for (int j = 0; j < n; j++)
                    weights[(c * n) + j] += weight * (row[j] - mean[j]);
            }
        }
        return weights;
    }

    private void Solve(double[] matrix, int n, double[] right) =>
        (Cholesky.Factor(matrix, n, _threads) ?? throw new ArgumentException(
            "λ is too small for these features: the matrix is not positive definite"))
        .Solve(new(right, _counts.Length, n));
}
