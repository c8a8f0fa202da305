using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>x ⊙ mask with a constant mask.</summary>
public sealed class FixedMask : nn.Module<Tensor, Tensor>
{
    /// <summary>Multiplies with a constant.</summary>
    /// <param name="mask">The factor, broadcastable to [1, …sample]; becomes a buffer named <c>mask</c>.</param>
    public FixedMask(Tensor mask)
        : base(nameof(FixedMask)) => register_buffer("mask", mask.alias().DetachFromDisposeScope());

    /// <summary>The factor.</summary>
    public Tensor Mask => get_buffer("mask")!;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input * Mask;
}
