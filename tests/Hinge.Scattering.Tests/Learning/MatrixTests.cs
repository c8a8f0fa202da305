using Hinge.Core.Randomness;
using Hinge.Scattering.Learning;

namespace Hinge.Scattering.Tests.Learning;

public class MatrixTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 7, 3)]
    [InlineData(67, 50, 129)]
    [InlineData(130, 97, 1100)]
    public void Products_of_rows_are_the_plain_sums(int m, int n, int k)
    {
        RandomStream random = new(3);
        float[] a = new float[m * k], b = new float[n * k];
        random.FillGaussian(a);
        random.FillGaussian(b);
        double[] c = new double[m * n], threaded = new double[m * n];
        Array.Fill(c, 1);
        Array.Fill(threaded, 1);

        RowProducts.Add(new Rows<float>(a, m, k), new Rows<float>(b, n, k), new Rows<double>(c, m, n), 2.0);
        RowProducts.Add(
            new Rows<float>(a, m, k), new Rows<float>(b, n, k), new Rows<double>(threaded, m, n), 2.0, threads: 3);

        Assert.Equal(c, threaded);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int x = 0; x < k; x++)
                    sum += (double)a[(i * k) + x] * b[(j * k) + x];
                Assert.Equal(1 + (2 * sum), c[(i * n) + j], 2e-5 * Math.Sqrt(k));
            }
        }
    }

    [Fact]
    public void The_lower_half_is_that_of_the_whole_product()
    {
        float[] a = new float[150 * 40];
        new RandomStream(4).FillGaussian(a);
        Rows<float> rows = new(a, 150, 40);
        float[] whole = new float[150 * 150], half = new float[150 * 150];
        RowProducts.Add(rows, rows, new Rows<float>(whole, 150, 150), 1);
        RowProducts.Add(rows, rows, new Rows<float>(half, 150, 150), 1, threads: 2, lower: true);
        RowProducts.Mirror(half, 150);
        for (int i = 0; i < whole.Length; i++)
            Assert.Equal(whole[i], half[i], 1e-4f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(64)]
    [InlineData(201)]
    public void Cholesky_solves_and_multiplies_back(int n)
    {
        double[] matrix = Positive(n, out double[] factor);
        double[] right = new double[2 * n];
        new RandomStream(6).FillGaussian(right);
        double[] solution = [.. right], kept = [.. matrix], threaded = [.. matrix];

        Cholesky cholesky = Cholesky.Factor(matrix, n)!;
        cholesky.Solve(new(solution, 2, n));

        Assert.NotNull(Cholesky.Factor(threaded, n, threads: 3));
        Assert.Equal(matrix, threaded);
        for (int i = 0; i < n; i++)
        {
            for (int r = 0; r < 2; r++)
                Assert.Equal(
                    right[(r * n) + i], RowOperations.Dot<double>(kept.AsSpan(i * n, n), solution.AsSpan(r * n, n)),
                    1e-9);
        }
        Assert.Equal(n, factor.Length / n);
    }

    [Fact]
    public void A_matrix_that_is_not_positive_has_no_factor()
    {
        Assert.Null(Cholesky.Factor([1, 2, 2, 1], 2));
        Assert.Null(Cholesky.Factor([0], 1));
    }

    [Fact]
    public void Jacobi_finds_the_eigenpairs_of_a_known_matrix()
    {
        // The second difference on 12 points: 2 - 2 cos(kπ/13).
        const int n = 12;
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            matrix[(i * n) + i] = 2;
            if (i > 0)
                matrix[(i * n) + i - 1] = matrix[((i - 1) * n) + i] = -1;
        }
        (double[] values, double[] vectors) = JacobiEigen.Of((double[])matrix.Clone(), n);
        for (int k = 0; k < n; k++)
        {
            Assert.Equal(2 - (2 * Math.Cos((n - k) * Math.PI / (n + 1))), values[k], 1e-12);
            AssertEigen(matrix, n, values[k], vectors.AsSpan(k * n, n), 1e-10);
        }
    }

    [Fact]
    public void Subspace_iteration_agrees_with_Jacobi_on_the_whole()
    {
        const int n = 150;
        double[] matrix = Positive(n, out _);
        (double[] all, _) = JacobiEigen.Of((double[])matrix.Clone(), n);
        (double[] values, double[] vectors) = SubspaceIteration.Leading(matrix, n, 6, 2, tolerance: 0, most: 60);
        for (int k = 0; k < 6; k++)
        {
            Assert.Equal(all[k], values[k], 1e-7 * all[0]);
            AssertEigen(matrix, n, values[k], vectors.AsSpan(k * n, n), 1e-6 * all[0]);
            for (int j = 0; j <= k; j++)
                Assert.Equal(
                    j == k ? 1 : 0,
                    RowOperations.Dot<double>(vectors.AsSpan(k * n, n), vectors.AsSpan(j * n, n)), 1e-10);
        }
        Assert.Equal(vectors, SubspaceIteration.Leading(matrix, n, 6, 1, tolerance: 0, most: 60).Vectors);
    }

    [Fact]
    public void A_matrix_of_low_rank_keeps_its_directions()
    {
        const int n = 100;
        double[] matrix = new double[n * n], direction = new double[n];
        new RandomStream(5).FillGaussian(direction);
        for (int i = 0; i < matrix.Length; i++)
            matrix[i] = direction[i / n] * direction[i % n];
        (double[] values, double[] vectors) = SubspaceIteration.Leading(matrix, n, 4);
        double square = RowOperations.Dot<double>(direction, direction);
        Assert.Equal(square, values[0], 1e-9 * square);
        Assert.All(values.Skip(1), value => Assert.InRange(value, 0, 1e-9 * square));
        Assert.All(vectors, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void A_standardised_set_has_mean_0_and_deviation_1()
    {
        float[] values = new float[300 * 5];
        new RandomStream(8).FillGaussian(values);
        for (int i = 0; i < values.Length; i++)
            values[i] = i % 5 == 4 ? 7 : (values[i] * 3) + 100;
        FeatureMatrix features = new(values, 300, 5);
        Standardiser.Fit(features).Apply(features);
        for (int j = 0; j < 5; j++)
        {
            double[] column = [.. Enumerable.Range(0, 300).Select(i => (double)features.Row(i)[j])];
            Assert.Equal(0, column.Average(), 1e-5);
            Assert.Equal(j == 4 ? 0 : 1, column.Average(each => each * each), 1e-4);
        }
    }

    private static void AssertEigen(double[] matrix, int n, double value, ReadOnlySpan<double> vector, double tolerance)
    {
        for (int i = 0; i < n; i++)
            Assert.Equal(value * vector[i], RowOperations.Dot<double>(matrix.AsSpan(i * n, n), vector), tolerance);
    }

    private static double[] Positive(int n, out double[] factor)
    {
        factor = new double[n * n];
        new RandomStream(7).FillGaussian(factor);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[(i * n) + j] = RowOperations.Dot<double>(factor.AsSpan(i * n, n), factor.AsSpan(j * n, n))
                    + (i == j ? 1 : 0);
            }
        }
        return matrix;
    }
}
