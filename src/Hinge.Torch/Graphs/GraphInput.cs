namespace Hinge.Torch.Graphs;

/// <summary>What a network of a <see cref="Graph"/> takes.</summary>
/// <remarks>
/// The network sees z = (x − mean) / std, where x is the picture in its own values, between <see cref="Low"/> and
/// <see cref="High"/>. Neither a <see cref="GraphModule"/> nor a reader applies it: the module takes z.
/// </remarks>
/// <param name="Name">The name by which nodes refer to it.</param>
/// <param name="Shape">Extent of each dimension of one sample, [channels, rows, columns] for pictures; null where any
/// will do.</param>
public sealed record GraphInput(string Name, IReadOnlyList<long?> Shape)
{
    /// <summary>The smallest value of a picture, before mean and standard deviation.</summary>
    public double Low { get; init; }

    /// <summary>The largest value of a picture.</summary>
    public double High { get; init; } = 1;

    /// <summary>What the channels are.</summary>
    public ColourOrder Colours { get; init; }

    /// <summary>Subtracted from each channel, in the order of the channels; empty for nothing.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [];

    /// <summary>Each channel is divided by it, after the mean; empty for one.</summary>
    public IReadOnlyList<double> Std { get; init; } = [];
}
