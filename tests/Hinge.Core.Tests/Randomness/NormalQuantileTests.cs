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
