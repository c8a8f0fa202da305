using Hinge.Core;
using Hinge.Core.Randomness;

namespace Hinge.Torch.Training;

/// <summary>
/// Which examples each step sees: one endless row of shuffled epochs, cut into batches of equal size. A pure function
/// of (seed, step), so a run resumes at any step without stored state, and libtorch's generator plays no part.
/// </summary>
/// <remarks>
/// Every epoch is a permutation of its own; each example occurs exactly once in it. A batch may straddle two epochs:
/// all batches are full, which batch normalisation wants, and no example is ever dropped.
/// </remarks>
public sealed class BatchOrder
{
    private readonly RandomStream _order;
    private readonly int _examples;
    private readonly int _batchSize;
    private long _epoch = -1;
    private int[] _permutation = [];

    /// <summary>The order of a data set.</summary>
    /// <param name="examples">Examples in the data set, ≥ 1.</param>
    /// <param name="batchSize">Examples a step, ≥ 1.</param>
    /// <param name="seed">Decides the order.</param>
    /// <exception cref="InputException">A count is below 1.</exception>
    public BatchOrder(int examples, int batchSize, ulong seed)
    {
        if (examples < 1 || batchSize < 1)
            throw new InputException($"batches of {batchSize} from {examples} examples, expected 1 or more of each");
        _examples = examples;
        _batchSize = batchSize;
        _order = new RandomStream(seed).Split("order");
    }

    /// <summary>The epoch in which the batch of a step begins.</summary>
    /// <param name="step">Steps done before this one, ≥ 0.</param>
    public long EpochOf(long step) => checked(step * _batchSize) / _examples;

    /// <summary>The examples of one step: batch size numbers in [0, examples).</summary>
    /// <param name="step">Steps done before this one, ≥ 0.</param>
    public int[] At(long step)
    {
        int[] batch = new int[_batchSize];
        long first = checked(step * _batchSize);
        for (int i = 0; i < batch.Length; i++)
        {
            (long epoch, long place) = Math.DivRem(first + i, _examples);
            if (epoch != _epoch)
            {
                _permutation = _order.Split((ulong)epoch).Permutation(_examples);
                _epoch = epoch;
            }
            batch[i] = _permutation[place];
        }
        return batch;
    }
}
