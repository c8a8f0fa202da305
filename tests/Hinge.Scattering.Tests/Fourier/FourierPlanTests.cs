using System.Numerics;
using Hinge.Core.Randomness;
using Hinge.Scattering.Fourier;

namespace Hinge.Scattering.Tests.Fourier;

public class FourierPlanTests
{
    [Fact]
    public void Every_length_up_to_300_is_the_transform()
    {
        for (int length = 1; length <= 300; length++)
            AssertDirect(length, length);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(4096)]
    [InlineData(65536)]
    [InlineData(8191)]
    [InlineData(12600)]
    public void Long_ones_agree_with_the_direct_sum_where_it_is_taken(int length) => AssertDirect(length, 16);

    [Theory]
    [InlineData(5, 7)]
    [InlineData(28, 28)]
    [InlineData(1, 30)]
    [InlineData(37, 4)]
    public void Grids_transform_rows_and_columns(int rows, int columns)
    {
        GridSize grid = new(rows, columns);
        Complex[] values = Noise(grid.Count, 3), result = [.. values];
        new GridFourier(grid).Forward(result);
        for (int k = 0; k < grid.Count; k++)
        {
            Complex sum = default;
            for (int n = 0; n < grid.Count; n++)
            {
                double turn = ((double)(k / columns) * (n / columns) / rows)
                    + ((double)(k % columns) * (n % columns) / columns);
                sum += values[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * turn);
            }
            Assert.True(Complex.Abs(sum - result[k]) < 1e-12 * grid.Count);
        }
        new GridFourier(grid).Inverse(result);
        Assert.All(values.Zip(result), pair => Assert.True(Complex.Abs(pair.First - pair.Second) < 1e-13));
    }

    [Theory]
    [InlineData(232, 232)]
    [InlineData(37, 38)]
    [InlineData(74, 75)]
    public void The_next_good_length_has_small_factors(int length, int good) =>
        Assert.Equal(good, FourierPlan.NextGoodLength(length));

    private static void AssertDirect(int length, int places)
    {
        Complex[] values = Noise(length, (ulong)length), result = [.. values];
        FourierPlan plan = new(length);
        Complex[] scratch = new Complex[plan.ScratchLength];
        plan.Forward(result, scratch);
        Complex[] turns = [.. Enumerable.Range(0, length).Select(n => Roots.Of(n, length))];
        double norm = Math.Sqrt(result.Sum(value => Complex.Abs(value) * Complex.Abs(value)));
        double error = 0;
        for (int place = 0; place < places; place++)
        {
            long k = (long)place * length / places;
            Complex sum = default;
            for (int n = 0; n < length; n++)
                sum += values[n] * turns[k * n % length];
            error = Math.Max(error, Complex.Abs(sum - result[k]));
        }
        Assert.True(error <= 1e-13 * norm, $"{length}: {error / norm}");
        plan.Inverse(result, scratch);
        double back = values.Zip(result, (a, b) => Complex.Abs(a - b)).Max();
        Assert.True(back <= 1e-13, $"{length}: round trip {back}");
    }

    private static Complex[] Noise(int count, ulong seed)
    {
        RandomStream random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble()))];
    }
}
