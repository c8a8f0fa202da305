using static TorchSharp.torch;

namespace Hinge.Scope.Units;

/// <summary>Which values of a sample share one mean and one variance.</summary>
/// <param name="PerSample">Number of sets in a sample; each holds consecutive values in memory order.</param>
internal readonly record struct NormalisedSets(long PerSample)
{
    /// <summary>[B, …] as [B, sets, values].</summary>
    public Tensor Gather(Tensor v) => v.reshape(v.shape[0], PerSample, UnitShapes.Elements(v.shape[1..]) / PerSample);

    /// <summary>
    /// One number a set, [n, sets], spread over the axes of a sample so that it broadcasts to [n, …].
    /// </summary>
    public Tensor Spread(Tensor perSet, long[] sample)
    {
        // Sets are made of whole leading axes, or of equal parts of the first one.
        long product = 1;
        for (int axis = 0; axis < sample.Length; axis++)
        {
            product *= sample[axis];
            if (product == PerSample)
            {
                long[] ones = [.. Enumerable.Repeat(1L, sample.Length - axis - 1)];
                return perSet.reshape([perSet.shape[0], .. sample[..(axis + 1)], .. ones]);
            }
        }
        long[] rest = [.. Enumerable.Repeat(1L, sample.Length - 1)];
        using Tensor repeated = perSet.repeat_interleave(sample[0] / PerSample, 1);
        return repeated.reshape([perSet.shape[0], sample[0], .. rest]);
    }
}
