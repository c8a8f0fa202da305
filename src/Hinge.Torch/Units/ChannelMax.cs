using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>
/// Maximum over channels, the first on ties: [B, K·P, …] → [B, K, …], output k being the maximum of the P channels k,
/// k + K, k + 2K, … With P = 2 it is the maximum of two branches concatenated along the channels; with K = 1 maxout.
/// </summary>
/// <param name="pieces">P, how many channels compete for one output; 0 for all.</param>
public sealed class ChannelMax(long pieces = 0) : nn.Module<Tensor, Tensor>(nameof(ChannelMax))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using Tensor grouped = Group(input);
        return grouped.amax([1]);
    }

    /// <summary>The channels by competition: [B, K·P, …] as [B, P, K, …].</summary>
    /// <param name="input">[B, K·P, …].</param>
    public Tensor Group(Tensor input)
    {
        long competing = pieces == 0 ? input.shape[1] : pieces;
        return input.unflatten(1, [competing, input.shape[1] / competing]);
    }
}
