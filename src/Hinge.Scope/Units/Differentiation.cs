using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Products with Jacobians by libtorch's reverse mode, inside or outside of another backward pass.</summary>
internal static class Differentiation
{
    /// <summary>uᵀJ of a linear function, taken at zero.</summary>
    public static Tensor Vjp(Func<Tensor, Tensor> linear, long[] inputShape, Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor at = zeros(inputShape, dtype: u.dtype);
        return Vjp(linear, at, u).MoveToOuterDisposeScope();
    }

    /// <summary>uᵀJ of <paramref name="function"/> at <paramref name="x"/>.</summary>
    public static Tensor Vjp(Func<Tensor, Tensor> function, Tensor x, Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable recording = enable_grad();
        Tensor variable = x.detach().alias().requires_grad_();
        Tensor y = function(variable);
        return autograd.grad([y], [variable], [u])[0].MoveToOuterDisposeScope();
    }

    /// <summary>
    /// J v of <paramref name="function"/> at <paramref name="x"/>. There is no forward mode: uᵀJ is linear in u, and
    /// its derivative with respect to u, in the direction v, is J v.
    /// </summary>
    public static Tensor Jvp(Func<Tensor, Tensor> function, Tensor x, Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable recording = enable_grad();
        Tensor variable = x.detach().alias().requires_grad_();
        Tensor y = function(variable);
        Tensor dummy = zeros_like(y).requires_grad_();
        Tensor vjp = autograd.grad([y], [variable], [dummy], retain_graph: true, create_graph: true)[0];
        return autograd.grad([vjp], [dummy], [v])[0].MoveToOuterDisposeScope();
    }
}
