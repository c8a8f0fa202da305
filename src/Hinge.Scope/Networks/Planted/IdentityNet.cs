using static TorchSharp.torch;

namespace Hinge.Scope.Networks.Planted;

/// <summary>A network that returns its input through gates: nothing is moved, nothing is added.</summary>
public sealed class IdentityNet : nn.Module<Tensor, Tensor>
{
    private readonly SignedHalves halves;

    /// <summary>The identity.</summary>
    /// <param name="channels">Channels of the picture.</param>
    public IdentityNet(long channels = 1)
        : base(nameof(IdentityNet))
    {
        halves = new(channels);
        RegisterComponents();
        eval();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => halves.call(input);
}
