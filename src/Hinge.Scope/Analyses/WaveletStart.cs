namespace Hinge.Scope.Analyses;

/// <summary>Where a fit begins.</summary>
/// <param name="X">Column of the centre.</param>
/// <param name="Y">Row of the centre.</param>
/// <param name="Sigma">Width, the same along and across.</param>
/// <param name="Angle">Direction of the wave.</param>
/// <param name="Frequency">Cycles a pixel.</param>
internal readonly record struct WaveletStart(double X, double Y, double Sigma, double Angle, double Frequency)
{
    private const int Frequencies = 33;

    /// <summary>
    /// For each width: the centre is where a window of that width holds most energy, the wave is the peak of the
    /// Fourier transform under that window.
    /// </summary>
    public static IReadOnlyList<WaveletStart> Find(double[] picture, int height, int width, params double[] sigmas)
    {
        double[] energy = [.. picture.Select(value => value * value)];
        List<WaveletStart> starts = [];
        foreach (double sigma in sigmas)
        {
            double[] local = GaussianFilter.Apply(energy, height, width, sigma);
            int peak = 0;
            for (int i = 1; i < local.Length; i++)
                peak = local[i] > local[peak] ? i : peak;
            (int y, int x) = Math.DivRem(peak, width);
            (double fx, double fy) = Peak(picture, height, width, x, y, sigma);
            starts.Add(new(x, y, sigma, Math.Atan2(fy, fx), Math.Sqrt(fx * fx + fy * fy)));
        }
        return starts;
    }

    // Direct sums over a window of 6σ on a grid of half the frequency plane; rows first, then columns.
    private static (double X, double Y) Peak(double[] picture, int height, int width, int x, int y, double sigma)
    {
        int reach = (int)Math.Ceiling(3 * sigma);
        int top = Math.Max(0, y - reach), bottom = Math.Min(height - 1, y + reach);
        int left = Math.Max(0, x - reach), right = Math.Min(width - 1, x + reach);
        int rows = bottom - top + 1;
        double largest = -1;
        (double X, double Y) at = default;
        double[] real = new double[rows], imaginary = new double[rows];
        for (int i = 0; i < Frequencies; i++)
        {
            double fx = 0.5 * i / (Frequencies - 1);
            for (int row = 0; row < rows; row++)
            {
                double dy = top + row - y;
                real[row] = imaginary[row] = 0;
                for (int column = left; column <= right; column++)
                {
                    double dx = column - x, window = Math.Exp(-(dx * dx + dy * dy) / (2 * sigma * sigma));
                    (double sine, double cosine) = Math.SinCos(2 * Math.PI * fx * dx);
                    double value = window * picture[(top + row) * width + column];
                    real[row] += value * cosine;
                    imaginary[row] -= value * sine;
                }
            }
            for (int j = 1 - Frequencies; j < Frequencies; j++)
            {
                double fy = 0.5 * j / (Frequencies - 1), sumReal = 0, sumImaginary = 0;
                for (int row = 0; row < rows; row++)
                {
                    (double sine, double cosine) = Math.SinCos(2 * Math.PI * fy * (top + row - y));
                    sumReal += real[row] * cosine + imaginary[row] * sine;
                    sumImaginary += imaginary[row] * cosine - real[row] * sine;
                }
                double power = sumReal * sumReal + sumImaginary * sumImaginary;
                if (power > largest)
                    (largest, at) = (power, (fx, fy));
            }
        }
        return at;
    }
}
