namespace Hinge.Scattering.Learning;

/// <summary>
/// The dual of a support vector machine with a kernel, two variables at a time:
/// min ½ αᵀQα - Σα with 0 ≤ α ≤ C and Σ yα = 0. The first variable violates the most, the second promises the most.
/// </summary>
/// <remarks>Fan, Chen, Lin, "Working Set Selection Using Second Order Information", JMLR 6 (2005), algorithm 2 and
/// WSS 2; no shrinking.</remarks>
internal static class MinimalOptimisation
{
    private const double LeastCurvature = 1e-12;

    /// <summary>Solves the dual.</summary>
    /// <param name="kernel">Rows of the kernel, 1 on its diagonal.</param>
    /// <param name="signs">+1 or -1 a sample.</param>
    /// <param name="cost">C.</param>
    /// <param name="tolerance">The greatest violation left.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>y α of every sample, and b of the decision Σ y α k(x, ·) + b.</returns>
    public static (double[] Weights, double Bias) Solve(
        KernelRows kernel, ReadOnlySpan<int> signs, double cost, double tolerance, CancellationToken cancel)
    {
        int n = kernel.Count;
        double[] alpha = new double[n], gradient = new double[n];
        Array.Fill(gradient, -1);
        long most = Math.Max(1_000_000L, 100L * n);
        for (long step = 0; step < most; step++)
        {
            if (step % 1024 == 0)
                cancel.ThrowIfCancellationRequested();
            int first = MostViolating(alpha, gradient, signs, cost, out double up);
            if (first < 0)
                break;
            float[] row = kernel[first];
            int second = MostPromising(alpha, gradient, signs, cost, row, up, out double down);
            if (second < 0 || up - down < tolerance)
                break;
            float[] other = kernel[second];
            Step(alpha, gradient, signs, cost, first, second, row, other);
        }
        double bias = Bias(alpha, gradient, signs, cost);
        for (int i = 0; i < n; i++)
            alpha[i] *= signs[i];
        return (alpha, bias);
    }

    private static int MostViolating(
        double[] alpha, double[] gradient, ReadOnlySpan<int> signs, double cost, out double up)
    {
        int best = -1;
        up = double.NegativeInfinity;
        for (int i = 0; i < alpha.Length; i++)
        {
            bool free = signs[i] > 0 ? alpha[i] < cost : alpha[i] > 0;
            double value = -signs[i] * gradient[i];
            if (free && value > up)
                (best, up) = (i, value);
        }
        return best;
    }

    private static int MostPromising(
        double[] alpha, double[] gradient, ReadOnlySpan<int> signs, double cost, float[] row, double up,
        out double down)
    {
        int best = -1;
        double promise = 0;
        down = double.PositiveInfinity;
        for (int i = 0; i < alpha.Length; i++)
        {
            bool free = signs[i] > 0 ? alpha[i] > 0 : alpha[i] < cost;
            if (!free)
                continue;
            double value = -signs[i] * gradient[i], gap = up - value;
            down = Math.Min(down, value);
            if (gap <= 0)
                continue;
            double gain = gap * gap / Math.Max(LeastCurvature, 2 - (2.0 * row[i]));
            if (gain > promise)
                (best, promise) = (i, gain);
        }
        return best;
    }

    // Along the line y_i α_i + y_j α_j = const, cut at the box.
    private static void Step(
        double[] alpha, double[] gradient, ReadOnlySpan<int> signs, double cost, int i, int j, float[] row,
        float[] other)
    {
        double curvature = Math.Max(LeastCurvature, 2 - (2.0 * row[j]));
        double move = ((-signs[i] * gradient[i]) + (signs[j] * gradient[j])) / curvature;
        move = Math.Min(move, signs[i] > 0 ? cost - alpha[i] : alpha[i]);
        move = Math.Min(move, signs[j] > 0 ? alpha[j] : cost - alpha[j]);
        alpha[i] = Math.Clamp(alpha[i] + (signs[i] * move), 0, cost);
        alpha[j] = Math.Clamp(alpha[j] - (signs[j] * move), 0, cost);
        for (int k = 0; k < gradient.Length; k++)
            gradient[k] += signs[k] * move * (row[k] - (double)other[k]);
    }

    // The mean over the free samples, or the middle of what the bounded ones allow.
    private static double Bias(double[] alpha, double[] gradient, ReadOnlySpan<int> signs, double cost)
    {
        double sum = 0, low = double.NegativeInfinity, high = double.PositiveInfinity;
        int free = 0;
        for (int i = 0; i < alpha.Length; i++)
        {
            double value = -signs[i] * gradient[i];
            if (alpha[i] > 0 && alpha[i] < cost)
            {
                sum += value;
                free++;
            }
            else if ((alpha[i] == 0) == (signs[i] > 0))
            {
                low = Math.Max(low, value);
            }
            else
            {
                high = Math.Min(high, value);
            }
        }
        return free > 0 ? sum / free
            : double.IsFinite(low) && double.IsFinite(high) ? (low + high) / 2
            : double.IsFinite(low) ? low : double.IsFinite(high) ? high : 0;
    }
}
