using Hinge.Core.Randomness;

namespace Hinge.Scattering.Learning;

/// <summary>
/// Leading eigenpairs of a large positive semidefinite matrix: a block of vectors is multiplied and made orthonormal
/// by turns; the small problem inside the block is solved by Jacobi rotations.
/// </summary>
internal static class SubspaceIteration
{
    private const int Small = 64;

    /// <summary>The leading eigenpairs, largest first.</summary>
    /// <param name="matrix">n x n, symmetric, both halves; kept.</param>
    /// <param name="n">Rows.</param>
    /// <param name="count">How many, at most n.</param>
    /// <param name="threads">Threads of the products.</param>
    /// <param name="tolerance">Stops when the block's trace grows by less than this share.</param>
    /// <param name="most">Most products.</param>
    /// <returns>Values, and vectors as rows.</returns>
    public static (double[] Values, double[] Vectors) Leading(
        double[] matrix, int n, int count, int threads = 1, double tolerance = 1e-6, int most = 60)
    {
        int block = Math.Min(n, count + Math.Max(10, count / 4));
        if (n <= Small || block == n)
        {
            (double[] all, double[] rows) = JacobiEigen.Of((double[])matrix.Clone(), n);
            return (all[..count], rows[..(count * n)]);
        }
        Rows<double> c = new(matrix, n, n);
        double[] vectors = new double[block * n], products = new double[block * n];
        new RandomStream(1).FillGaussian(vectors);
        Orthonormalise(new(vectors, block, n));
        double last = 0;
        for (int step = 0; step < most; step++)
        {
            Array.Clear(products);
            RowProducts.Add(new Rows<double>(vectors, block, n), c, new Rows<double>(products, block, n), 1, threads);
            double trace = RowOperations.Dot<double>(vectors, products);
            if (step == most - 1 || trace - last <= tolerance * trace)
                break;
            last = trace;
            Orthonormalise(new(products, block, n));
            (vectors, products) = (products, vectors);
        }
        return Ritz(vectors, products, block, n, count, threads);
    }

    private static (double[] Values, double[] Vectors) Ritz(
        double[] vectors, double[] products, int block, int n, int count, int threads)
    {
        double[] small = new double[block * block];
        RowProducts.Add(new Rows<double>(products, block, n), new Rows<double>(vectors, block, n), new Rows<double>(small, block, block), 1, threads);
        for (int i = 0; i < block; i++)
        {
            for (int j = 0; j < i; j++)
                small[(i * block) + j] = small[(j * block) + i] = (small[(i * block) + j] + small[(j * block) + i]) / 2;
        }
        (double[] values, double[] turns) = JacobiEigen.Of(small, block);
        double[] result = new double[count * n];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < block; j++)
                RowOperations.AddScaled<double>(
                    result.AsSpan(i * n, n), turns[(i * block) + j], vectors.AsSpan(j * n, n));
        }
        return (values[..count], result);
    }

    // Gram and Schmidt's, twice over for orthogonality to the last digit; a row that has nothing of its own becomes 0.
    private static void Orthonormalise(Rows<double> rows)
    {
        for (int i = 0; i < rows.Count; i++)
        {
            Span<double> row = rows[i];
            double before = Math.Sqrt(RowOperations.Dot<double>(row, row));
            for (int pass = 0; pass < 2; pass++)
            {
                for (int j = 0; j < i; j++)
                    RowOperations.AddScaled<double>(row, -RowOperations.Dot<double>(row, rows[j]), rows[j]);
            }
            double norm = Math.Sqrt(RowOperations.Dot<double>(row, row));
            double scale = norm > 1e-12 * before ? 1 / norm : 0;
            for (int k = 0; k < row.Length; k++)
                row[k] *= scale;
        }
    }
}
