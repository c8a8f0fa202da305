using static TorchSharp.torch;

namespace Hinge.Torch.Units;

/// <summary>min(max(x, low), high) as a module, so that it can be frozen. The bounds count as inside.</summary>
/// <param name="low">Lower bound.</param>
/// <param name="high">Upper bound.</param>
public sealed class Clamp(double low, double high) : nn.Module<Tensor, Tensor>(nameof(Clamp))
{
    /// <summary>Lower bound.</summary>
    public double Low { get; } = low;

    /// <summary>Upper bound.</summary>
    public double High { get; } = high;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.clamp(Low, High);
}
