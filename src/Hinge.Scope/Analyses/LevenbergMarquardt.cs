namespace Hinge.Scope.Analyses;

/// <summary>Least squares in a few parameters (K. Levenberg, 1944; D. Marquardt, 1963).</summary>
internal static class LevenbergMarquardt
{
    private const double Smaller = 1.0 / 3, Larger = 4, LargestDamping = 1e12;

    /// <summary>Σ of squared residuals at some parameters, with what a step needs.</summary>
    /// <param name="parameters">Where.</param>
    /// <param name="gradient">Receives Jᵀ(data − model).</param>
    /// <param name="normal">Receives JᵀJ, row by row; its lower triangle is read.</param>
    public delegate double Model(ReadOnlySpan<double> parameters, Span<double> gradient, Span<double> normal);

    /// <summary>Improves the parameters in place until a step gains less than the tolerance.</summary>
    /// <returns>The sum of squares reached; never more than at the start.</returns>
    public static double Minimise(Model model, Span<double> parameters, int steps = 60, double tolerance = 1e-9)
    {
        int n = parameters.Length;
        double[] gradient = new double[n], normal = new double[n * n], factor = new double[n * n];
        double[] tried = new double[n], triedGradient = new double[n], triedNormal = new double[n * n];
        double sum = model(parameters, gradient, normal), damping = 1e-3;
        for (int step = 0; step < steps && damping < LargestDamping;)
        {
            if (!Solve(normal, damping, gradient, factor, tried))
            {
                damping *= Larger;
                continue;
            }
            for (int i = 0; i < n; i++)
                tried[i] += parameters[i];
            double reached = model(tried, triedGradient, triedNormal);
            step++;
            // Written so that a step to where the model is not a number counts as no gain.
            if (!(reached < sum))
            {
                damping *= Larger;
                continue;
            }
            double gain = sum - reached;
            tried.CopyTo(parameters);
            (gradient, triedGradient, normal, triedNormal) = (triedGradient, gradient, triedNormal, normal);
            sum = reached;
            damping *= Smaller;
            if (gain <= tolerance * sum)
                break;
        }
        return sum;
    }

    // (JᵀJ + λ diag JᵀJ) x = gradient by Cholesky; false where the matrix is not positive.
    private static bool Solve(double[] normal, double damping, double[] gradient, double[] factor, double[] x)
    {
        int n = gradient.Length;
        double largest = 0;
        for (int i = 0; i < n; i++)
            largest = Math.Max(largest, normal[i * n + i]);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = normal[i * n + j];
                // A parameter that the model does not feel here stays where it is.
                if (i == j)
                    sum += damping * Math.Max(sum, 1e-12 * largest);
                for (int k = 0; k < j; k++)
                    sum -= factor[i * n + k] * factor[j * n + k];
                if (i != j)
                    factor[i * n + j] = sum / factor[j * n + j];
                else if (sum > 0)
                    factor[i * n + i] = Math.Sqrt(sum);
                else
                    return false;
            }
        }
        for (int i = 0; i < n; i++)
        {
            double sum = gradient[i];
            for (int k = 0; k < i; k++)
                sum -= factor[i * n + k] * x[k];
            x[i] = sum / factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            double sum = x[i];
            for (int k = i + 1; k < n; k++)
                sum -= factor[k * n + i] * x[k];
            x[i] = sum / factor[i * n + i];
        }
        return true;
    }
}
