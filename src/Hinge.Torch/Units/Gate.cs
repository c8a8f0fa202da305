using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>
/// a ⊙ b of two branches: squeeze-and-excitation (a of shape [B, C, 1, 1]), attention, x · σ(g). a is the gate, which
/// an interpreter may freeze.
/// </summary>
public sealed class Gate : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Product _product = new();

    /// <summary>A product of two branches.</summary>
    public Gate()
        : base(nameof(Gate)) => RegisterComponents();

    /// <summary>a ⊙ b.</summary>
    /// <param name="input1">a, the gate: the shape of b, or broadcastable to it.</param>
    /// <param name="input2">b, [B, C, …].</param>
    public override Tensor forward(Tensor input1, Tensor input2)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor both = cat([input1.expand_as(input2), input2], 1);
        return _product.call(both).MoveToOuterDisposeScope();
    }
}
