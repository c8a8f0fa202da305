using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>Every channel times a learned number of its own: what networks without biases normalise with.</summary>
public sealed class ChannelScale : nn.Module<Tensor, Tensor>
{
    /// <summary>Scales by 1 until trained.</summary>
    /// <param name="channels">C of the input [B, C, …]; the parameter is called <c>scale</c>.</param>
    public ChannelScale(long channels)
        : base(nameof(ChannelScale)) => register_parameter("scale", nn.Parameter(ones(channels)));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor factor = get_parameter("scale")!.reshape([1, -1, .. Enumerable.Repeat(1L, (int)input.dim() - 2)]);
        return input * factor;
    }
}
