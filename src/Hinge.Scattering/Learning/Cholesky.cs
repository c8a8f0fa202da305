namespace Hinge.Scattering.Learning;

/// <summary>
/// The triangular factor of a symmetric positive definite matrix, A = L Lᵀ, in blocks of columns: what lies left of a
/// block is taken off it by one product of rows.
/// </summary>
internal sealed class Cholesky
{
    private const int Block = 64;
    private readonly double[] _factor;
    private readonly int _n;

    private Cholesky(double[] factor, int n) => (_factor, _n) = (factor, n);

    /// <summary>Factors a matrix in place of its lower half; null if it is not positive definite.</summary>
    /// <param name="matrix">n x n; the lower half is read and overwritten.</param>
    /// <param name="n">Rows.</param>
    /// <param name="threads">Threads.</param>
    public static Cholesky? Factor(double[] matrix, int n, int threads = 1)
    {
        Rows<double> all = new(matrix, n, n);
        for (int left = 0; left < n; left += Block)
        {
            int width = Math.Min(Block, n - left), below = n - left;
            if (left > 0)
                RowProducts.Add(
                    all.Part(left, below, 0, left), all.Part(left, width, 0, left), all.Part(left, below, left, width),
                    -1, threads);
            Rows<double> diagonal = all.Part(left, width, left, width);
            if (!FactorSmall(diagonal))
                return null;
            int under = below - width;
            Rows<double> panel = all.Part(left + width, under, left, width);
            if (threads <= 1 || under < 2 * Block)
            {
                for (int i = 0; i < under; i++)
                    SolveRow(diagonal, panel[i]);
            }
            else
            {
                Parallel.For(0, under, new ParallelOptions { MaxDegreeOfParallelism = threads },
                    i => SolveRow(diagonal, panel[i]));
            }
        }
        return new(matrix, n);
    }

    /// <summary>Solves A x = b for every row of a matrix, in place.</summary>
    /// <param name="right">Right sides, each a row of n numbers.</param>
    public void Solve(Rows<double> right)
    {
        for (int r = 0; r < right.Count; r++)
        {
            Span<double> x = right[r];
            for (int i = 0; i < _n; i++)
                x[i] = (x[i] - RowOperations.Dot<double>(Row(i)[..i], x[..i])) / Row(i)[i];
            for (int i = _n - 1; i >= 0; i--)
            {
                x[i] /= Row(i)[i];
                RowOperations.AddScaled<double>(x[..i], -x[i], Row(i)[..i]);
            }
        }
    }

    private Span<double> Row(int i) => _factor.AsSpan(checked(i * _n), _n);

    private static bool FactorSmall(Rows<double> block)
    {
        for (int j = 0; j < block.Count; j++)
        {
            Span<double> row = block[j];
            SolveRow(block, row[..j]);
            double rest = row[j] - RowOperations.Dot<double>(row[..j], row[..j]);
            if (!(rest > 0))
                return false;
            row[j] = Math.Sqrt(rest);
        }
        return true;
    }

    // x Lᵀ = b for one row; of a shorter one only the first columns.
    private static void SolveRow(Rows<double> factor, Span<double> row)
    {
        for (int j = 0; j < row.Length; j++)
        {
            Span<double> other = factor[j];
            row[j] = (row[j] - RowOperations.Dot<double>(row[..j], other[..j])) / other[j];
        }
    }
}
