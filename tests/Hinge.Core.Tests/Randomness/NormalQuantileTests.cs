using Hinge.Core.Randomness;

namespace Hinge.Core.Tests.Randomness;

public class NormalQuantileTests
{
    // From a computation with 40 digits.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.75, 0.6744897501960817)]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(0.975, 1.9599639845400545)]
    [InlineData(0.001, -3.0902323061678132)]
    [InlineData(1e-10, -6.3613409024040557)]
    [InlineData(1e-15, -7.9413453261709966)]
    public void Known_quantiles(double probability, double expected) =>
        Assert.Equal(expected, NormalQuantile.At(probability), 2e-15 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void Rises_without_a_step_where_the_formulas_meet()
    {
        foreach (double seam in new[] { 0.075, 0.925, Math.Exp(-25) })
        {
            double below = NormalQuantile.At(seam * (1 - 1e-12)), above = NormalQuantile.At(seam * (1 + 1e-12));
            Assert.True(below < above);
            Assert.Equal(below, above, 1e-10);
        }
    }

    [Fact]
    public void Many_at_once_have_the_bits_of_one_at_a_time()
    {
        RandomStream random = new(4);
        foreach (int count in new[] { 0, 1, 3, 4, 5, 255, 256, 257, 1000 })
        {
            double[] values = new double[count];
            for (int i = 0; i < count; i++)
            {
                // Centre, tails, and far tails on both sides; the borders too.
                double small = Math.Exp(-40 * random.NextDouble());
                values[i] = (i % 5) switch
                {
                    0 => 0.075,
                    1 => small,
                    2 => Math.Min(1 - small, Math.BitDecrement(1.0)),
                    3 when i % 2 == 0 => 0.925,
                    _ => random.NextDouble() + 1e-17,
                };
            }
            double[] expected = [.. values.Select(NormalQuantile.At)];
            NormalQuantile.InPlace(values);
            Assert.Equal(expected, values);
        }
    }

    [Fact]
    public void The_logarithm_agrees_with_the_system()
    {
        RandomStream random = new(3);
        for (int i = 0; i < 20_000; i++)
        {
            double x = Math.ScaleB(1 + random.NextDouble(), random.NextInt32(-60, 60));
            double expected = Math.Log(x);
            Assert.Equal(expected, NormalQuantile.Log(x), 4.5e-16 * Math.Max(Math.Abs(expected), 0.01));
        }
    }
}
