using static TorchSharp.torch;

namespace Hinge.Scope.Lanes;

/// <summary>One lane group of a doubled batch: what goes in, and what it does with constants (spec §4).</summary>
/// <param name="Kind">What it does with constants.</param>
/// <param name="Input">[n, …], as many samples as the network's own lane has.</param>
public sealed record Lane(LaneKind Kind, Tensor Input)
{
    /// <summary>A lane with biases and offsets.</summary>
    public static Lane Affine(Tensor input) => new(LaneKind.Affine, input);

    /// <summary>A lane without biases and offsets.</summary>
    public static Lane Linear(Tensor input) => new(LaneKind.Linear, input);
}
