using CsCheck;
using Hinge.Core.Randomness;

namespace Hinge.Core.Tests.Randomness;

/// <summary>Statistics at fixed seeds: the bounds are those that chance passes with probability above 0.9999.</summary>
public class RandomStreamDistributionTests
{
    [Fact]
    public void Words_are_uniform_in_their_high_and_low_bytes()
    {
        RandomStream random = new(1);
        long[] high = new long[256], low = new long[256];
        for (int i = 0; i < 256_000; i++)
        {
            uint word = random.NextUInt32();
            high[word >> 24]++;
            low[(byte)word]++;
        }
        Assert.InRange(ChiSquare(high, 1000), 170, 350); // 255 degrees of freedom: 255 ± 4 · 22.6
        Assert.InRange(ChiSquare(low, 1000), 170, 350);
    }

    [Fact]
    public void Doubles_and_singles_are_uniform()
    {
        RandomStream random = new(2);
        long[] doubles = new long[100], singles = new long[100];
        for (int i = 0; i < 100_000; i++)
        {
            doubles[(int)(random.NextDouble() * 100)]++;
            singles[(int)(random.NextSingle() * 100)]++;
        }
        Assert.InRange(ChiSquare(doubles, 1000), 50, 165); // 99 ± 4 · 14
        Assert.InRange(ChiSquare(singles, 1000), 50, 165);
    }

    [Fact]
    public void Bounded_integers_are_uniform_where_a_remainder_would_not_be()
    {
        // Of 2^32 words, a range of 3 · 2^30 would give the first third twice the chance of the others.
        RandomStream random = new(3);
        const int range = 3 << 29;
        long[] thirds = new long[3];
        for (int i = 0; i < 30_000; i++)
            thirds[random.NextInt32(range) / (1 << 29)]++;
        Assert.InRange(ChiSquare(thirds, 10_000), 0, 20);
    }

    [Fact]
    public void Bounded_integers_stay_in_range() =>
        Gen.Select(Gen.Int, Gen.Int, Gen.ULong).Where((a, b, _) => a != b).Sample((a, b, seed) =>
        {
            int value = new RandomStream(seed).NextInt32(Math.Min(a, b), Math.Max(a, b));
            Assert.InRange(value, Math.Min(a, b), Math.Max(a, b) - 1);
        });

    [Fact]
    public void An_empty_range_is_refused()
    {
        RandomStream random = new(3);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt32(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.NextInt32(5, 5));
        Assert.Equal(int.MinValue, random.NextInt32(int.MinValue, int.MinValue + 1));
    }

    [Fact]
    public void Gaussians_have_the_moments_of_the_normal_distribution()
    {
        const int count = 400_000;
        double[] values = new double[count];
        new RandomStream(4).FillGaussian(values);
        double[] moments = new double[5];
        foreach (double value in values)
        {
            for (int power = 1; power <= 4; power++)
                moments[power] += Math.Pow(value, power) / count;
        }
        double root = Math.Sqrt(count);
        Assert.InRange(moments[1] * root, -4, 4);
        Assert.InRange((moments[2] - 1) * root / Math.Sqrt(2), -4, 4);
        Assert.InRange(moments[3] * root / Math.Sqrt(15), -4, 4);
        Assert.InRange((moments[4] - 3) * root / Math.Sqrt(96), -4, 4);
    }

    [Fact]
    public void Gaussians_fall_into_tenths_of_the_normal_distribution()
    {
        double[] edges = [-1.2815515655446004, -0.8416212335729143, -0.5244005127080407, -0.2533471031357997, 0];
        RandomStream random = new(5);
        long[] tenths = new long[10];
        for (int i = 0; i < 100_000; i++)
        {
            double value = random.NextGaussian();
            int below = edges.Count(edge => edge < -Math.Abs(value));
            tenths[value < 0 ? below : 9 - below]++;
        }
        Assert.InRange(ChiSquare(tenths, 10_000), 0, 33);
    }

    [Fact]
    public void All_orders_of_four_are_equally_likely()
    {
        RandomStream random = new(6);
        Dictionary<string, long> counts = [];
        for (int i = 0; i < 24_000; i++)
        {
            string order = string.Concat(random.Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, counts.Count);
        Assert.InRange(ChiSquare([.. counts.Values], 1000), 4, 58); // 23 degrees of freedom
    }

    [Fact]
    public void A_permutation_holds_every_number_once()
    {
        Assert.Equal(Enumerable.Range(0, 1000), new RandomStream(7).Permutation(1000).Order());
        Assert.Empty(new RandomStream(7).Permutation(0));
    }

    private static double ChiSquare(IReadOnlyCollection<long> counts, double expected) =>
        counts.Sum(count => (count - expected) * (count - expected) / expected);
}
