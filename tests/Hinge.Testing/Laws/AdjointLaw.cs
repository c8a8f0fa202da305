using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Testing.Laws;

/// <summary>⟨u, F v⟩ = ⟨Fᵀ u, v⟩ for random u and v.</summary>
public static class AdjointLaw
{
    /// <summary>Asserts that two maps are each other's transposes.</summary>
    /// <param name="forward">Linear, from inputs to outputs.</param>
    /// <param name="transpose">Linear, from outputs to inputs.</param>
    /// <param name="inputShape">Shape of v.</param>
    /// <param name="outputShape">Shape of u.</param>
    /// <param name="tolerance">Bound on |⟨u, Fv⟩ − ⟨Fᵀu, v⟩| / (‖u‖‖Fv‖); sums are in double.</param>
    /// <param name="type">Type of u and v.</param>
    /// <param name="pairs">Random pairs, ≥ 1.</param>
    /// <param name="seed">Decides the pairs.</param>
    /// <returns>The largest relative difference seen.</returns>
    public static double Holds(
        Func<Tensor, Tensor> forward, Func<Tensor, Tensor> transpose, long[] inputShape, long[] outputShape,
        double tolerance = 1e-13, ScalarType type = ScalarType.Float64, int pairs = 5, ulong seed = 1)
    {
        using var scope = NewDisposeScope();
        var random = new RandomStream(seed);
        double worst = 0;
        for (int i = 0; i < pairs; i++)
        {
            Tensor v = Draw.Gaussian(random, inputShape, type), u = Draw.Gaussian(random, outputShape, type);
            Tensor fv = forward(v), ftu = transpose(u);
            Assert.Equal(outputShape, fv.shape);
            Assert.Equal(inputShape, ftu.shape);
            double size = Draw.Norm(u) * Draw.Norm(fv);
            double gap = Math.Abs(Draw.Inner(u, fv) - Draw.Inner(ftu, v));
            // A map that is zero leaves nothing to be relative to.
            worst = Math.Max(worst, gap == 0 ? 0 : gap / size);
        }
        Assert.True(worst <= tolerance, $"adjoint: relative difference {worst:e2}, bound {tolerance:e2}");
        return worst;
    }
}
