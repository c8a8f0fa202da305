using Hinge.Core.Randomness;

namespace Hinge.Torch.Training;

/// <summary>What one step gets, and where it reports what it measured.</summary>
public sealed class TrainingBatch
{
    private readonly List<(string Name, double Value)> _metrics = [];

    internal TrainingBatch(long step, long epoch, int[] indices, double rateFactor, RandomStream random)
    {
        Step = step;
        Epoch = epoch;
        Indices = indices;
        RateFactor = rateFactor;
        Random = random;
    }

    /// <summary>Steps done before this one.</summary>
    public long Step { get; }

    /// <summary>The epoch in which this batch begins, counted from 0.</summary>
    public long Epoch { get; }

    /// <summary>The examples of this step; empty when the settings name no examples.</summary>
    public int[] Indices { get; }

    /// <summary>The schedule's factor, already applied to every optimiser.</summary>
    public double RateFactor { get; }

    /// <summary>
    /// Random numbers of this step alone (augmentation, latents): a function of (seed, step), so resuming is exact.
    /// Whatever draws from libtorch's generator instead, dropout modules included, is not repeated by a resumed run.
    /// </summary>
    public RandomStream Random { get; }

    internal IReadOnlyList<(string Name, double Value)> Metrics => _metrics;

    /// <summary>
    /// Reports a measured value; the first of a step appears beside the progress bar. Every value must be finite, or
    /// the run stops as failed.
    /// </summary>
    /// <param name="name">A short name, the same in every step.</param>
    /// <param name="value">The value of this step alone.</param>
    public void Report(string name, double value) => _metrics.Add((name, value));

    internal void ReportFirst(string name, double value) => _metrics.Insert(0, (name, value));
}
