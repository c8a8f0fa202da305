using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>Σ_c softmax(key)_c · value_c over the channels: [B, C, …] and [B, C, …] → [B, 1, …] (edge-SR, attention).
/// </summary>
public sealed class SoftmaxGate : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Gate _gate = new();
    private readonly nn.Module<Tensor, Tensor> _softmax = nn.Softmax(1);

    /// <summary>A weighted mean over channels whose weights are a softmax.</summary>
    public SoftmaxGate()
        : base(nameof(SoftmaxGate)) => RegisterComponents();

    /// <summary>Σ_c softmax(key)_c · value_c.</summary>
    /// <param name="input1">The key, [B, C, …].</param>
    /// <param name="input2">The value, [B, C, …].</param>
    public override Tensor forward(Tensor input1, Tensor input2)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor product = _gate.call(_softmax.call(input1), input2);
        return product.sum([1], keepdim: true).MoveToOuterDisposeScope();
    }
}
