using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Testing.Laws;

/// <summary>F(a v + b w) = a F v + b F w, and F 0 = 0.</summary>
public static class LinearityLaw
{
    /// <summary>Asserts that a map is linear.</summary>
    /// <param name="map">The map.</param>
    /// <param name="inputShape">Shape of its input.</param>
    /// <param name="tolerance">Bound on the difference over ‖a F v‖ + ‖b F w‖.</param>
    /// <param name="type">Type of the inputs.</param>
    /// <param name="pairs">Random pairs, ≥ 1.</param>
    /// <param name="seed">Decides the pairs.</param>
    /// <returns>The largest relative difference seen.</returns>
    public static double Holds(
        Func<Tensor, Tensor> map, long[] inputShape, double tolerance = 1e-13, ScalarType type = ScalarType.Float64,
        int pairs = 3, ulong seed = 1)
    {
        using var scope = NewDisposeScope();
        var random = new RandomStream(seed);
        Assert.True(Draw.Norm(map(zeros(inputShape, type))) == 0, "linearity: the image of zero is not zero");
        double worst = 0;
        for (int i = 0; i < pairs; i++)
        {
            double a = 1 + random.NextDouble(), b = -1 - random.NextDouble();
            Tensor v = Draw.Gaussian(random, inputShape, type), w = Draw.Gaussian(random, inputShape, type);
            Tensor av = map(v).mul(a), bw = map(w).mul(b);
            double gap = Draw.Norm(map(v * a + w * b) - (av + bw));
            worst = Math.Max(worst, gap == 0 ? 0 : gap / (Draw.Norm(av) + Draw.Norm(bw)));
        }
        Assert.True(worst <= tolerance, $"linearity: relative difference {worst:e2}, bound {tolerance:e2}");
        return worst;
    }
}
