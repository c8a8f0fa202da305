using Hinge.Torch.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Networks.Planted;

/// <summary>A network that mirrors its input, left to right, through gates.</summary>
public sealed class MirrorNet : nn.Module<Tensor, Tensor>
{
    private readonly Flip flip = new();
    private readonly SignedHalves halves;

    /// <summary>A mirror.</summary>
    /// <param name="channels">Channels of the picture.</param>
    public MirrorNet(long channels = 1)
        : base(nameof(MirrorNet))
    {
        halves = new(channels);
        RegisterComponents();
        eval();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor flipped = flip.call(input);
        return halves.call(flipped);
    }
}
