namespace Hinge.Flight.Dynamics;

/// <summary>Eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.</summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <summary>All eigenpairs; eigenvector k is column k of <c>Vectors</c>.</summary>
    /// <param name="n">Rows and columns.</param>
    /// <param name="matrix">Row-major, n x n, symmetric and finite; copied.</param>
    public static (double[] Values, double[,] Vectors) Of(int n, ReadOnlySpan<double> matrix)
    {
        double[,] a = new double[n, n], v = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            v[i, i] = 1;
            for (int j = 0; j < n; j++)
                a[i, j] = matrix[(n * i) + j];
        }
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            bool done = true;
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    if (Math.Abs(a[p, q]) <= 1e-17 * (Math.Abs(a[p, p]) + Math.Abs(a[q, q])))
                        continue;
                    done = false;
                    Rotate(n, a, v, p, q);
                }
            }
            if (done)
                break;
        }
        double[] values = new double[n];
        for (int i = 0; i < n; i++)
            values[i] = a[i, i];
        return (values, v);
    }

    // The plane rotation that makes a[p, q] zero.
    private static void Rotate(int n, double[,] a, double[,] v, int p, int q)
    {
        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c;
        for (int k = 0; k < n; k++)
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        for (int k = 0; k < n; k++)
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
        for (int k = 0; k < n; k++)
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        a[p, q] = a[q, p] = 0;
    }
}
