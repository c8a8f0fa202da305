namespace Hinge.Scattering.Learning;

/// <summary>
/// Leading principal directions of centred samples, from the covariance of the features or, where there are fewer
/// samples than features, from the products of the samples.
/// </summary>
internal static class PrincipalDirections
{
    private const int Batch = 1024;

    /// <summary>Takes the mean off every row.</summary>
    public static void Centre(FeatureMatrix features, Span<float> mean)
    {
        double[] sum = new double[features.Columns];
        for (int i = 0; i < features.Rows; i++)
        {
            Span<float> row = features.Row(i);
            for (int j = 0; j < row.Length; j++)
                sum[j] += row[j];
        }
        for (int j = 0; j < mean.Length; j++)
            mean[j] = (float)(sum[j] / Math.Max(1, features.Rows));
        for (int i = 0; i < features.Rows; i++)
            RowOperations.AddScaled(features.Row(i), -1, (ReadOnlySpan<float>)mean);
    }

    /// <summary>The sum of the products of features, columns x columns, added to.</summary>
    public static void AddProducts(FeatureMatrix features, int first, int count, double[] sum, int threads)
    {
        int n = features.Columns;
        float[] turned = new float[checked(n * Math.Min(Batch, Math.Max(1, count)))];
        for (int from = first; from < first + count; from += Batch)
        {
            int rows = Math.Min(Batch, first + count - from);
            Transpose(features, from, rows, turned);
            Rows<float> block = new(turned, n, rows);
            RowProducts.Add(block, block, new Rows<double>(sum, n, n), 1.0, threads, lower: true);
        }
    }

    /// <summary>The directions as rows; zero where the samples span no more.</summary>
    public static void Of(FeatureMatrix centred, int count, Span<float> directions, int threads)
    {
        (int m, int n) = (centred.Rows, centred.Columns);
        if (count == 0 || m == 0)
            return;
        if (m >= n)
        {
            double[] covariance = new double[checked(n * n)];
            AddProducts(centred, 0, m, covariance, threads);
            RowProducts.Mirror(covariance, n);
            double[] vectors = SubspaceIteration.Leading(covariance, n, Math.Min(count, n), threads).Vectors;
            for (int i = 0; i < vectors.Length; i++)
                directions[i] = (float)vectors[i];
            return;
        }
        double[] products = new double[checked(m * m)];
        RowProducts.Add(
            centred.AsRows(), centred.AsRows(), new Rows<double>(products, m, m), 1.0, threads, lower: true);
        RowProducts.Mirror(products, m);
        (double[] values, double[] weights) = SubspaceIteration.Leading(products, m, Math.Min(count, m), threads);
        for (int d = 0; d < values.Length && values[d] > 1e-7 * values[0]; d++)
        {
            Span<float> row = directions.Slice(d * n, n);
            for (int i = 0; i < m; i++)
                RowOperations.AddScaled(row, (float)(weights[(d * m) + i] / Math.Sqrt(values[d])), centred.Row(i));
        }
    }

    private static void Transpose(FeatureMatrix features, int first, int rows, float[] turned)
    {
        const int tile = 16;
        for (int j0 = 0; j0 < features.Columns; j0 += tile)
        {
            int j1 = Math.Min(j0 + tile, features.Columns);
            for (int i = 0; i < rows; i++)
            {
                ReadOnlySpan<float> row = features.Row(first + i);
                for (int j = j0; j < j1; j++)
                    turned[(j * rows) + i] = row[j];
            }
        }
    }
}
