using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>Reverses the order along one axis (counted from the end: −1 mirrors left and right).</summary>
/// <param name="axis">The axis.</param>
public sealed class Flip(long axis = -1) : nn.Module<Tensor, Tensor>(nameof(Flip))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.flip(axis);
}
