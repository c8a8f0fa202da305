using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>|x| as a module, so that it can be frozen.</summary>
public sealed class Abs() : nn.Module<Tensor, Tensor>(nameof(Abs))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.abs();
}
