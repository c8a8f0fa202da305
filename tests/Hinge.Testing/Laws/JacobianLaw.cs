using Hinge.Core.Randomness;
using static TorchSharp.torch;

namespace Hinge.Testing.Laws;

/// <summary>A claimed Jacobian of f at x against what f itself says.</summary>
public static class JacobianLaw
{
    /// <summary>Asserts J v = (f(x + hv) − f(x − hv)) / 2h for random v, in double.</summary>
    /// <param name="f">The function; smooth, or affine, within h of x.</param>
    /// <param name="jacobian">v ↦ J v, from inputs to outputs.</param>
    /// <param name="x">The point, Float64.</param>
    /// <param name="step">h, times max(1, ‖x‖∞); truncation is of order h², rounding of order 1e-16/h.</param>
    /// <param name="tolerance">Bound on the difference over ‖J v‖ + the size of the difference quotient.</param>
    /// <param name="directions">Random v, ≥ 1.</param>
    /// <param name="seed">Decides them.</param>
    /// <returns>The largest relative difference seen.</returns>
    public static double MatchesDifferences(
        Func<Tensor, Tensor> f, Func<Tensor, Tensor> jacobian, Tensor x, double step = 1e-5, double tolerance = 1e-8,
        int directions = 3, ulong seed = 1)
    {
        Assert.Equal(ScalarType.Float64, x.dtype);
        using var scope = NewDisposeScope();
        var random = new RandomStream(seed);
        double h = step * Math.Max(1, x.abs().max().item<double>());
        double worst = 0;
        for (int i = 0; i < directions; i++)
        {
            Tensor v = Draw.Gaussian(random, x.shape, ScalarType.Float64);
            v /= v.abs().max();
            Tensor quotient = (f(x + v * h) - f(x - v * h)) / (2 * h), claimed = jacobian(v);
            Assert.Equal(quotient.shape, claimed.shape);
            worst = Math.Max(worst, Relative(quotient.detach(), claimed));
        }
        Assert.True(worst <= tolerance, $"Jacobian against differences: {worst:e2}, bound {tolerance:e2}");
        return worst;
    }

    /// <summary>Asserts Jᵀu = what autograd says, for random u.</summary>
    /// <param name="f">The function, made of differentiable tensor operations.</param>
    /// <param name="transposed">u ↦ Jᵀ u, from outputs to inputs.</param>
    /// <param name="x">The point, of any floating-point type.</param>
    /// <param name="tolerance">Bound on the difference over the sum of both norms.</param>
    /// <param name="rows">Random u, ≥ 1.</param>
    /// <param name="seed">Decides them.</param>
    /// <returns>The largest relative difference seen.</returns>
    public static double MatchesAutograd(
        Func<Tensor, Tensor> f, Func<Tensor, Tensor> transposed, Tensor x, double tolerance = 1e-13, int rows = 3,
        ulong seed = 1)
    {
        using var scope = NewDisposeScope();
        var random = new RandomStream(seed);
        Tensor at = x.detach().clone().requires_grad_();
        Tensor y = f(at);
        double worst = 0;
        for (int i = 0; i < rows; i++)
        {
            Tensor u = Draw.Gaussian(random, y.shape, x.dtype);
            Tensor row = autograd.grad([y], [at], [u], retain_graph: true)[0], claimed = transposed(u);
            Assert.Equal(row.shape, claimed.shape);
            worst = Math.Max(worst, Relative(row, claimed));
        }
        Assert.True(worst <= tolerance, $"Jacobian against autograd: {worst:e2}, bound {tolerance:e2}");
        return worst;
    }

    private static double Relative(Tensor a, Tensor b)
    {
        double gap = Draw.Norm(a - b);
        return gap == 0 ? 0 : gap / (Draw.Norm(a) + Draw.Norm(b));
    }
}
