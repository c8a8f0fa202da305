using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scope;

/// <summary>
/// The rival: products with the Jacobian and its transpose by libtorch's automatic differentiation at its best,
/// parameters without gradients and both graphs kept: Fᵀu is a backward pass, F v the derivative of uᵀJ with respect
/// to u.
/// </summary>
internal sealed class AutogradProducts : IDisposable
{
    private readonly Tensor _input, _output, _cotangent, _row, _u, _v;

    /// <param name="net">The network.</param>
    /// <param name="x">[1, …].</param>
    /// <param name="batch">Vectors that go together.</param>
    public AutogradProducts(nn.Module<Tensor, Tensor> net, Tensor x, int batch)
    {
        using IDisposable recording = enable_grad();
        _input = x.expand([batch, .. x.shape[1..]]).contiguous().detach().requires_grad_();
        _output = net.call(_input);
        _cotangent = zeros_like(_output).requires_grad_();
        _row = autograd.grad([_output], [_input], [_cotangent], retain_graph: true, create_graph: true)[0];
        (_u, _v) = (ones_like(_output), ones_like(_input));
    }

    /// <summary>So many products with the Jacobian, and as many with its transpose, a batch each.</summary>
    public void Compute(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            autograd.grad([_output], [_input], [_u], retain_graph: true);
            autograd.grad([_row], [_cotangent], [_v], retain_graph: true);
        }
    }

    public void Dispose()
    {
        foreach (Tensor tensor in (Tensor[])[_row, _output, _cotangent, _input, _u, _v])
            tensor.Dispose();
    }
}
