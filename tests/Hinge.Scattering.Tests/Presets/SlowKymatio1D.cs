using System.Numerics;

namespace Hinge.Scattering.Tests.Presets;

/// <summary>kymatio's transform in one dimension from its definition alone: sums as they are written, nothing
/// shared.</summary>
internal sealed class SlowKymatio1D(int length, int scales, int wavelets)
{
    private static readonly double s_half = Math.Sqrt(0.5);

    /// <summary>The padded length.</summary>
    public int Padded { get; } = PaddedLength(length, scales);

    /// <summary>Features, map after map: order 0, first order, second order.</summary>
    public List<double[]> Transform(double[] signal)
    {
        List<(double[] Filter, int Level)> first = Bank(wavelets), second = Bank(1);
        double[] low = Normalised(Gauss(0, 0.1 / Math.Pow(2, scales), Padded));
        int before = (Padded - length) / 2;
        Complex[] padded = new Complex[Padded];
        for (int n = 0; n < Padded; n++)
        {
            int at = n - before;
            while (at < 0 || at >= length)
                at = at < 0 ? -at : (2 * length) - 2 - at;
            padded[n] = signal[at];
        }
        Complex[] root = Dft(padded, -1);
        List<double[]> zero = [Average(root, low, 0)], one = [], two = [];
        foreach ((double[] filter, int level) in first)
        {
            int reduced = Math.Min(level, scales);
            Complex[] inner = Dft(Modulus(root, filter, reduced), -1);
            one.Add(Average(inner, low, reduced));
            foreach ((double[] other, int otherLevel) in second)
            {
                if (otherLevel <= level)
                    continue;
                int further = Math.Min(otherLevel, scales);
                Complex[] map = Modulus(inner, Folded(other, 1 << reduced, 1), further - reduced);
                two.Add(Average(Dft(map, -1), low, further));
            }
        }
        return [.. zero, .. one, .. two];
    }

    private double[] Average(Complex[] spectrum, double[] low, int level)
    {
        Complex[] product = [.. spectrum.Zip(Folded(low, 1 << level, 1), (a, b) => a * b)];
        Complex[] map = Back(Reduce(product, 1 << (scales - level)));
        int start = (Padded - length) / 2, end = start + length;
        for (int j = 0; j < scales; j++)
            (start, end) = ((start + 1) / 2, (end + 1) / 2);
        return [.. map[start..end].Select(value => value.Real)];
    }

    private static Complex[] Modulus(Complex[] spectrum, double[] filter, int reduction) =>
        [.. Back(Reduce([.. spectrum.Zip(filter, (a, b) => a * b)], 1 << reduction))
            .Select(z => (Complex)Complex.Abs(z))];

    private List<(double[] Filter, int Level)> Bank(int each)
    {
        double least = 0.1 / Math.Pow(2, scales), step = Math.Pow(2, 1.0 / each);
        double xi = Math.Max(1 / (1 + Math.Pow(2, 3.0 / each)), 0.35);
        double sigma = xi * (1 - Math.Pow(2, -1.0 / each)) / (1 + Math.Pow(2, -1.0 / each))
            / Math.Sqrt(2 * Math.Log(1 / s_half));
        List<(double Xi, double Sigma)> pairs = [];
        if (sigma <= least)
        {
            xi = sigma;
        }
        else
        {
            pairs.Add((xi, sigma));
            while (sigma > least * step)
            {
                xi /= step;
                sigma /= step;
                pairs.Add((xi, sigma));
            }
        }
        double last = xi;
        for (int i = 0; i < each - 1; i++)
        {
            xi -= last / each;
            pairs.Add((xi, least));
        }
        return [.. pairs.Select(pair => (
            Morlet(pair.Xi, pair.Sigma), (int)Math.Floor(-Math.Log2(Math.Min(pair.Xi + (5 * pair.Sigma), 0.5))) - 1))];
    }

    private double[] Morlet(double xi, double sigma)
    {
        double[] gabor = Gauss(xi, sigma, Padded), low = Gauss(0, sigma, Padded);
        double ratio = gabor[0] / low[0];
        return Normalised([.. gabor.Zip(low, (a, b) => a - (ratio * b))]);
    }

    private static double[] Gauss(double xi, double sigma, int bins)
    {
        int periods = (int)Math.Min(Math.Ceiling(Math.Sqrt((-2 * sigma * sigma * Math.Log(1e-7)) + 1)), 5);
        double[] whole = new double[((2 * periods) - 1) * bins];
        for (int i = 0; i < whole.Length; i++)
        {
            double f = (double)(i + ((1 - periods) * bins)) / bins;
            whole[i] = Math.Exp(-(f - xi) * (f - xi) / (2 * sigma * sigma));
        }
        return Folded(whole, whole.Length / bins, whole.Length / bins);
    }

    private static double[] Folded(double[] values, int times, int divisor)
    {
        double[] folded = new double[values.Length / times];
        for (int i = 0; i < values.Length; i++)
            folded[i % folded.Length] += values[i] / divisor;
        return folded;
    }

    private static Complex[] Reduce(Complex[] values, int times)
    {
        Complex[] folded = new Complex[values.Length / times];
        for (int i = 0; i < values.Length; i++)
            folded[i % folded.Length] += values[i] / times;
        return folded;
    }

    private static double[] Normalised(double[] values)
    {
        double sum = Back([.. values.Select(value => (Complex)value)]).Sum(Complex.Abs);
        return [.. values.Select(value => value / sum)];
    }

    private static int PaddedLength(int length, int scales)
    {
        double[] low = Normalised(Gauss(0, 0.1 / Math.Pow(2, scales), length));
        double[] h = [.. Back([.. low.Select(value => (Complex)value)]).Select(Complex.Abs)];
        int half = length / 2, support = half;
        for (int n = 0; n < half; n++)
        {
            if (h[n..half].Sum() <= 1e-3)
            {
                support = n + 1;
                break;
            }
        }
        return 1 << Math.Min(
            (int)Math.Ceiling(Math.Log2(length + (6 * support))), (int)Math.Floor(Math.Log2((3 * length) - 2)));
    }

    private static Complex[] Back(Complex[] values) => [.. Dft(values, 1).Select(value => value / values.Length)];

    private static Complex[] Dft(Complex[] values, int sign)
    {
        int count = values.Length;
        Complex[] turns =
            [.. Enumerable.Range(0, count).Select(n => Complex.Exp(new(0, sign * 2 * Math.PI * n / count)))];
        Complex[] result = new Complex[count];
        for (int k = 0; k < count; k++)
        {
            Complex sum = 0;
            for (int n = 0; n < count; n++)
                sum += values[n] * turns[(int)((long)k * n % count)];
            result[k] = sum;
        }
        return result;
    }
}
