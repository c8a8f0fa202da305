namespace Hinge.Scattering.Learning;

/// <summary>
/// Eigenvalues and eigenvectors of a small positive semidefinite matrix by one-sided Jacobi rotations: rows are turned
/// against one another until all are orthogonal; then each is an eigenvector times its eigenvalue.
/// </summary>
/// <remarks>Hestenes's method; it touches whole rows only.</remarks>
internal static class JacobiEigen
{
    private const int MostSweeps = 40;
    private const double Tolerance = 1e-14;

    /// <summary>All eigenpairs, largest first.</summary>
    /// <param name="matrix">n x n, symmetric, no negative eigenvalue; overwritten.</param>
    /// <param name="n">Rows.</param>
    /// <returns>Values, and vectors as rows; where the value is 0 the row is 0 too.</returns>
    public static (double[] Values, double[] Vectors) Of(double[] matrix, int n)
    {
        Rows<double> rows = new(matrix, n, n);
        double[] squares = new double[n];
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            for (int i = 0; i < n; i++)
                squares[i] = RowOperations.Dot<double>(rows[i], rows[i]);
            double floor = 1e-30 * squares.Max();
            bool turned = false;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                    turned |= Turn(rows[p], rows[q], ref squares[p], ref squares[q], floor);
            }
            if (!turned)
                break;
        }
        double[] norms =
            [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(RowOperations.Dot<double>(rows[i], rows[i])))];
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => norms[i])];
        double[] vectors = new double[n * n], values = [.. order.Select(i => norms[i])];
        for (int i = 0; i < n; i++)
        {
            if (values[i] > 0)
                RowOperations.AddScaled<double>(vectors.AsSpan(i * n, n), 1 / values[i], rows[order[i]]);
        }
        return (values, vectors);
    }

    private static bool Turn(Span<double> p, Span<double> q, ref double pp, ref double qq, double floor)
    {
        if (pp <= floor || qq <= floor)
            return false;
        double off = RowOperations.Dot<double>(p, q);
        if (Math.Abs(off) <= Tolerance * Math.Sqrt(pp * qq))
            return false;
        double ratio = (qq - pp) / (2 * off);
        double tangent = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt((ratio * ratio) + 1));
        double cosine = 1 / Math.Sqrt((tangent * tangent) + 1), sine = tangent * cosine;
        RowOperations.Rotate(p, q, cosine, sine);
        (pp, qq) = (pp - (tangent * off), qq + (tangent * off));
        return true;
    }
}
