using System.Globalization;
using Hinge.Core;

namespace Hinge.Torch.Training;

/// <summary>
/// What a user sets about a training run. Learning rate, momentum and weight decay are the optimiser's own options and
/// stay there; the schedule scales the rate.
/// </summary>
/// <remarks>
/// A checkpoint stores every value that decides the weights, and a run of other values refuses it. Steps, LogEvery,
/// EvaluateEvery and CheckpointEvery do not decide what a step does, so they may differ: a run can be extended.
/// </remarks>
public sealed record TrainingSettings
{
    /// <summary>Steps in all, counted from the start of the run and not from a checkpoint; ≥ 0.</summary>
    public required long Steps { get; init; }

    /// <summary>Examples a step, ≥ 1; may exceed <see cref="Examples"/>.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Examples in the data set; 0 when the step draws its own data and wants no indices.</summary>
    public required int Examples { get; init; }

    /// <summary>Decides the order of the examples and all random numbers of a step.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Threads of libtorch during the run, ≥ 1. It splits sums by thread, so another number gives other last bits: part
    /// of the settings, and not of the machine. One is also the fastest for small networks.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>The factor on every optimiser's learning rate; constant by default.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>
    /// Gradients of a step are scaled down to this 2-norm over all parameters where they exceed it; &gt; 0, infinite
    /// for no bound. Applied by <see cref="GradientStep"/>; a step of your own applies it itself.
    /// </summary>
    public double MaxGradientNorm { get; init; } = double.PositiveInfinity;

    /// <summary>Steps between two records of metrics, ≥ 1; the last step is always recorded.</summary>
    public long LogEvery { get; init; } = 10;

    /// <summary>Steps between two evaluations, ≥ 1; the last step is always followed by one.</summary>
    public long EvaluateEvery { get; init; } = 1000;

    /// <summary>Steps between two checkpoints, ≥ 1; the last step is always followed by one.</summary>
    public long CheckpointEvery { get; init; } = 500;

    /// <summary>
    /// Whatever else decides the result, as text: the digest of the data, weights of loss terms, options of the
    /// network that change no shape. Compared with the checkpoint's on resuming.
    /// </summary>
    public string Task { get; init; } = "";

    /// <exception cref="InputException">A value is out of range.</exception>
    internal void Check()
    {
        AtLeast(0, Steps, "steps");
        AtLeast(1, BatchSize, "batch size");
        AtLeast(0, Examples, "examples");
        AtLeast(1, Threads, "threads");
        AtLeast(1, LogEvery, "steps between records");
        AtLeast(1, EvaluateEvery, "steps between evaluations");
        AtLeast(1, CheckpointEvery, "steps between checkpoints");
        if (!(MaxGradientNorm > 0))
            throw new InputException(
                $"training settings: largest gradient norm is {Text(MaxGradientNorm)}, expected more than 0");
        Schedule.Check();
    }

    /// <summary>The values that decide the weights, by name.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Deciding()
    {
        yield return new("seed", Seed.ToString(CultureInfo.InvariantCulture));
        yield return new("batch size", Text(BatchSize));
        yield return new("examples", Text(Examples));
        yield return new("threads", Text(Threads));
        yield return new("schedule", Schedule.ToString());
        yield return new("largest gradient norm", Text(MaxGradientNorm));
        yield return new("task", Task);
    }

    private static void AtLeast(long least, long value, string what)
    {
        if (value < least)
            throw new InputException($"training settings: {what} is {value}, expected {least} or more");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
