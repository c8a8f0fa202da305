using static TorchSharp.torch;

namespace Hinge.Benchmarks.Scope;

/// <summary>
/// The rival: rows of the Jacobian by <c>autograd.grad</c> on the network as it is, parameters without gradients, the
/// graph kept between rows, the picture repeated when several rows are asked at once.
/// </summary>
internal sealed class AutogradRows : IDisposable
{
    private readonly Tensor _input;
    private readonly Tensor _output;
    private readonly int _batch;

    public AutogradRows(nn.Module<Tensor, Tensor> net, Tensor x, int batch = 1)
    {
        foreach (var parameter in net.parameters())
            parameter.requires_grad_(false);
        _batch = batch;
        using IDisposable recording = enable_grad();
        _input = x.expand([batch, .. x.shape[1..]]).contiguous().detach().requires_grad_();
        _output = net.call(_input);
    }

    public long Rows => _output.numel() / _batch;

    /// <summary>Computes so many rows, batch by batch.</summary>
    public void Compute(ReadOnlySpan<long> rows)
    {
        for (int first = 0; first < rows.Length; first += _batch)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor seed = zeros([_batch, Rows]);
            for (int i = 0; i < _batch && first + i < rows.Length; i++)
                seed[i, rows[first + i]] = 1;
            autograd.grad([_output], [_input], [seed.reshape(_output.shape)], retain_graph: true);
        }
    }

    public void Dispose()
    {
        _output.Dispose();
        _input.Dispose();
    }
}
