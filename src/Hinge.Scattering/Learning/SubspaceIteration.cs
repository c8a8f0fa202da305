using Hinge.Core.Randomness;

namespace Hinge.Scattering.Learning;

/// <summary>
/// Leading eigenpairs of a large positive semidefinite matrix C: a block of vectors goes through Chebyshev's polynomial
/// of degree 3, which holds down what lies below the block's least eigenvalue, and is made orthonormal by turns; the
/// small problem inside the block is solved by Jacobi rotations.
/// </summary>
/// <remarks>Zhou, Saad, Tiago, Chelikowsky, "Self-consistent-field calculations using Chebyshev-filtered subspace
/// iteration", J. Comput. Phys. 219 (2006). A higher degree would lift rounding errors along the largest eigenvector
/// above the small ones.</remarks>
internal static class SubspaceIteration
{
    private const int Small = 64;
    private const double MostLift = 600;

    /// <summary>The leading eigenpairs, largest first.</summary>
    /// <param name="matrix">n x n, symmetric, both halves; kept.</param>
    /// <param name="n">Rows.</param>
    /// <param name="count">How many, at most n.</param>
    /// <param name="threads">Threads of the products.</param>
    /// <param name="tolerance">Stops when the sum of the values wanted grows by less than this share.</param>
    /// <param name="most">Most rounds, of three products each.</param>
    /// <returns>Values, and vectors as rows.</returns>
    public static (double[] Values, double[] Vectors) Leading(
        double[] matrix, int n, int count, int threads = 1, double tolerance = 1e-7, int most = 30)
    {
        int block = Math.Min(n, count + Math.Max(10, count / 4));
        if (n <= Small || block == n)
        {
            (double[] all, double[] rows) = JacobiEigen.Of((double[])matrix.Clone(), n);
            return (all[..count], rows[..(count * n)]);
        }
        Rows<double> c = new(matrix, n, n);
        double[] start = new double[block * n];
        new RandomStream(1).FillGaussian(start);
        Rows<double> vectors = new(start, block, n);
        double last = 0;
        for (int round = 0; ; round++)
        {
            Orthonormalise(vectors);
            Rows<double> products = Product(vectors, c, threads);
            double[] values = Ritz(ref vectors, ref products, threads);
            double sum = values.Take(count).Sum();
            if (round >= most - 1 || sum - last <= tolerance * sum)
                return (values[..count], vectors.Values[..(count * n)]);
            last = sum;
            vectors = Filter(vectors, products, c, values, count, threads);
        }
    }

    // T_3((C - c)/c) = 4 x³ - 3 x for c half the least value of the block, from the product C V that is there already.
    private static Rows<double> Filter(
        Rows<double> vectors, Rows<double> products, Rows<double> c, double[] values, int count, int threads)
    {
        double half = Math.Max(values[^1], values[0] / MostLift) / 2;
        if (half <= 0 || 2 * half >= values[count - 1])
            return products;
        double[] last = vectors.Values, now = products.Values;
        for (int i = 0; i < now.Length; i++)
            now[i] = (now[i] / half) - last[i];
        for (int degree = 2; degree <= 3; degree++)
        {
            double[] next = Product(new(now, vectors.Count, vectors.Columns), c, threads).Values;
            for (int i = 0; i < next.Length; i++)
                next[i] = (2 * ((next[i] / half) - now[i])) - last[i];
            (last, now) = (now, next);
        }
        return new(now, vectors.Count, vectors.Columns);
    }

    private static Rows<double> Product(Rows<double> vectors, Rows<double> c, int threads)
    {
        Rows<double> products = new(new double[vectors.Values.Length], vectors.Count, vectors.Columns);
        RowProducts.Add(vectors, c, products, 1, threads);
        return products;
    }

    // The eigenpairs inside the block; vectors and their products are turned into them.
    private static double[] Ritz(ref Rows<double> vectors, ref Rows<double> products, int threads)
    {
        int block = vectors.Count;
        double[] small = new double[block * block];
        RowProducts.Add(products, vectors, new Rows<double>(small, block, block), 1, threads);
        for (int i = 0; i < block; i++)
        {
            for (int j = 0; j < i; j++)
                small[(i * block) + j] = small[(j * block) + i] =
                    (small[(i * block) + j] + small[(j * block) + i]) / 2;
        }
        (double[] values, double[] turns) = JacobiEigen.Of(small, block);
        (vectors, products) = (Turned(vectors, turns, threads), Turned(products, turns, threads));
        return values;
    }

    private static Rows<double> Turned(Rows<double> rows, double[] turns, int threads)
    {
        (int block, int n) = (rows.Count, rows.Columns);
        double[] result = new double[block * n];
        Parallel.For(0, block, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            for (int j = 0; j < block; j++)
                RowOperations.AddScaled<double>(result.AsSpan(i * n, n), turns[(i * block) + j], rows[j]);
        });
        return new(result, block, n);
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
