using Hinge.Core;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Scope.Analyses;

/// <summary>
/// What a singular vector looks like: how compact it is, where its spectrum lies, and how well a wavelet describes it
/// against two simpler forms, so that "wavelet" is a comparison and not a word (spec §11).
/// </summary>
/// <param name="Area">Smallest share of the pixels that holds 90 % of the energy, 0 … 1.</param>
/// <param name="Frequency">Mean spatial frequency under the power spectrum, cycles a pixel.</param>
/// <param name="Orientation">
/// Direction of most variation, the long axis of the power spectrum, from x towards y, radians, 0 … π.
/// </param>
/// <param name="Gabor">The best Gabor function.</param>
/// <param name="MexicanHat">The best Mexican hat.</param>
/// <param name="Gaussian">The best Gaussian.</param>
public sealed record SingularVectorFit(
    double Area, double Frequency, double Orientation, WaveletFit Gabor, WaveletFit MexicanHat, WaveletFit Gaussian)
{
    private const double Held = 0.9;
    private static readonly double[] s_widths = [1, 2, 4];

    /// <summary>Fits the first eigen-inputs of a spectrum.</summary>
    /// <param name="svd">A spectrum whose inputs are pictures.</param>
    /// <param name="count">How many; all when larger than the spectrum.</param>
    /// <param name="cancellation">Cancels between vectors.</param>
    public static SingularVectorFit[] OfInputs(
        TruncatedSvd svd, int count = int.MaxValue, CancellationToken cancellation = default) =>
        All(svd.Right, svd.InputShape, count, cancellation);

    /// <summary>Fits the first eigen-outputs of a spectrum.</summary>
    /// <param name="svd">A spectrum whose outputs are pictures.</param>
    /// <param name="count">How many; all when larger than the spectrum.</param>
    /// <param name="cancellation">Cancels between vectors.</param>
    public static SingularVectorFit[] OfOutputs(
        TruncatedSvd svd, int count = int.MaxValue, CancellationToken cancellation = default) =>
        All(svd.Left, svd.OutputShape, count, cancellation);

    /// <summary>Fits one vector.</summary>
    /// <param name="vector">A picture, channel by channel, row by row; of several channels the one of most energy
    /// counts.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="InputException">The vector has another size.</exception>
    public static SingularVectorFit Of(ReadOnlySpan<double> vector, int channels, int height, int width)
    {
        int size = height * width;
        if (size < 1 || channels < 1 || vector.Length != channels * size)
            throw new InputException(
                $"a vector of {vector.Length} numbers is no picture {channels} × {height} × {width}");
        double[] picture = Strongest(vector, channels, size);
        (double frequency, double orientation) = Spectrum(picture, height, width);
        IReadOnlyList<WaveletStart> starts = WaveletStart.Find(picture, height, width, s_widths);
        return new(
            AreaOf(picture), frequency, orientation,
            WaveletFit.Best(WaveletForm.Gabor, picture, width, starts),
            WaveletFit.Best(WaveletForm.MexicanHat, picture, width, starts),
            WaveletFit.Best(WaveletForm.Gaussian, picture, width, starts));
    }

    private static SingularVectorFit[] All(
        double[][] vectors, IReadOnlyList<long> shape, int count, CancellationToken cancellation)
    {
        if (shape.Count != 3)
            throw new InputException($"vectors of shape [{string.Join(", ", shape)}] are no pictures [C, H, W]");
        SingularVectorFit[] fits = new SingularVectorFit[Math.Min(count, vectors.Length)];
        ParallelOptions options = new() { CancellationToken = cancellation };
        Parallel.For(0, fits.Length, options, i =>
            fits[i] = Of(vectors[i], (int)shape[0], (int)shape[1], (int)shape[2]));
        return fits;
    }

    private static double[] Strongest(ReadOnlySpan<double> vector, int channels, int size)
    {
        int best = 0;
        double most = -1;
        for (int channel = 0; channel < channels; channel++)
        {
            double energy = 0;
            foreach (double value in vector.Slice(channel * size, size))
                energy += value * value;
            if (energy > most)
                (best, most) = (channel, energy);
        }
        return vector.Slice(best * size, size).ToArray();
    }

    private static double AreaOf(double[] picture)
    {
        double[] energy = [.. picture.Select(value => value * value).OrderDescending()];
        double wanted = Held * energy.Sum(), sum = 0;
        int count = 0;
        while (count < energy.Length && sum < wanted)
            sum += energy[count++];
        return (double)count / energy.Length;
    }

    private static (double Frequency, double Orientation) Spectrum(double[] picture, int height, int width)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor power = fft.fft2(tensor(picture, [height, width])).abs().square();
        Tensor fy = fft.fftfreq(height, dtype: ScalarType.Float64).unsqueeze(1);
        Tensor fx = fft.fftfreq(width, dtype: ScalarType.Float64).unsqueeze(0);
        double sum = power.sum().ToDouble();
        if (sum == 0)
            return (0, 0);
        double mean = (power * (fx.square() + fy.square()).sqrt()).sum().ToDouble() / sum;
        double xx = (power * fx.square()).sum().ToDouble(), yy = (power * fy.square()).sum().ToDouble();
        double xy = (power * fx * fy).sum().ToDouble();
        return (mean, PrincipalAxes.Of(xx, xy, yy).Angle);
    }
}
