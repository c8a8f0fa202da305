using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>
/// a ⊙ b as a module with one input, [B, 2C, …] holding a and b one after the other along the channels, so that the
/// product of two data-dependent branches can be frozen. <see cref="Gate"/> calls it with two tensors.
/// </summary>
public sealed class Product() : nn.Module<Tensor, Tensor>(nameof(Product))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] halves = input.chunk(2, 1);
        return (halves[0] * halves[1]).MoveToOuterDisposeScope();
    }
}
