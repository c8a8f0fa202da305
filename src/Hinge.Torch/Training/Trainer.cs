using System.Globalization;
using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Core.Runs;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Torch.Training;

/// <summary>
/// The training loop: calls a step again and again, in a dispose scope each, with the examples and random numbers of
/// that step; sets learning rates; records metrics; evaluates; writes checkpoints.
/// </summary>
/// <remarks>
/// <para>
/// A resumed run continues to the byte as if it had not been interrupted, provided that (1) all random numbers come
/// from <see cref="TrainingBatch"/>, not from libtorch's generator (dropout modules do not qualify); (2) the step keeps
/// no state outside <see cref="TrainedParts"/> and <see cref="Notes"/>; (3) machine and libtorch stay the same. Each
/// step starts without gradients, so none is carried from one step into the next.
/// </para>
/// <para>A trainer, its networks and its optimisers belong to one thread.</para>
/// </remarks>
public sealed class Trainer
{
    private readonly TrainingSettings _settings;
    private readonly TrainedParts _parts;
    private readonly BatchOrder? _order;
    private readonly RandomStream _random;
    private Dictionary<string, double> _notes = [];

    /// <summary>A run at step 0.</summary>
    /// <param name="settings">What the user set.</param>
    /// <param name="parts">What is trained; the caller has given it initial weights and disposes it.</param>
    /// <exception cref="InputException">A setting is out of range, or a part's name is empty or has a dot.</exception>
    public Trainer(TrainingSettings settings, TrainedParts parts)
    {
        settings.Check();
        foreach (string name in parts.Modules.Keys.Concat(parts.Optimisers.Keys))
        {
            if (name.Length == 0 || name.Contains('.', StringComparison.Ordinal))
                throw new InputException($"training: a part is called '{name}', expected a name without a dot");
        }
        _settings = settings;
        _parts = parts;
        _random = new RandomStream(settings.Seed).Split("step");
        if (settings.Examples > 0)
            _order = new BatchOrder(settings.Examples, settings.BatchSize, settings.Seed);
    }

    /// <summary>Steps done, those before a checkpoint included.</summary>
    public long StepsDone { get; private set; }

    /// <summary>Whether an evaluation has ended the run before its last step.</summary>
    public bool StoppedEarly { get; private set; }

    /// <summary>Numbers that travel with the checkpoint: the best validation error so far, for example.</summary>
    public IDictionary<string, double> Notes => _notes;

    /// <summary>Writes the state after <see cref="StepsDone"/> steps, in one atomic file.</summary>
    /// <exception cref="RunFailedException">A weight is not finite; the file keeps what it held.</exception>
    public void Save(string checkpoint) =>
        TrainingCheckpoint.Save(checkpoint, _settings, _parts, StepsDone, StoppedEarly, _notes);

    /// <summary>Goes to the state of a checkpoint of the same settings, networks and optimisers.</summary>
    /// <exception cref="InputException">It is not: every difference is named with both values. Nothing has changed.
    /// </exception>
    public void Resume(string checkpoint) =>
        (StepsDone, StoppedEarly, _notes) = TrainingCheckpoint.Load(checkpoint, _settings, _parts);

    /// <summary>Runs to the last step, or until an evaluation says stop.</summary>
    /// <param name="step">
    /// One step: computes gradients, moves the optimisers, reports its loss first. <see cref="GradientStep"/> makes the
    /// ordinary one. Tensors it creates are disposed after it.
    /// </param>
    /// <param name="checkpoint">Where checkpoints go; null for none.</param>
    /// <param name="evaluate">
    /// Called every <see cref="TrainingSettings.EvaluateEvery"/> steps and after the last, before the checkpoint; false
    /// stops the run. What it wants to remember belongs into <see cref="Notes"/>. It leaves gradients and modes as it
    /// likes.
    /// </param>
    /// <param name="metrics">
    /// Receives, every <see cref="TrainingSettings.LogEvery"/> steps, the number of steps done and what that one step
    /// reported.
    /// </param>
    /// <param name="progress">Told as often as metrics are recorded.</param>
    /// <param name="cancellation">Looked at between steps; the state is then saved.</param>
    /// <exception cref="RunFailedException">
    /// A reported value is not finite, or a weight is not when a checkpoint is due; the file keeps the last good state.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled; the checkpoint holds all finished steps.</exception>
    public void Run(
        Action<TrainingBatch> step,
        string? checkpoint = null,
        Func<bool>? evaluate = null,
        Action<long, (string Name, double Value)[]>? metrics = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        int threads = get_num_threads();
        set_num_threads(_settings.Threads);
        try
        {
            while (StepsDone < _settings.Steps && !StoppedEarly)
            {
                StopIfCancelled(checkpoint, cancellation);
                Take(step, metrics, progress);
                if (evaluate is not null && Due(_settings.EvaluateEvery))
                {
                    using var scope = NewDisposeScope();
                    StoppedEarly = !evaluate() && StepsDone < _settings.Steps;
                }
                if (checkpoint is not null && Due(_settings.CheckpointEvery))
                    Save(checkpoint);
            }
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private void StopIfCancelled(string? checkpoint, CancellationToken cancellation)
    {
        if (!cancellation.IsCancellationRequested)
            return;
        if (checkpoint is not null)
            Save(checkpoint);
        cancellation.ThrowIfCancellationRequested();
    }

    private void Take(
        Action<TrainingBatch> step, Action<long, (string Name, double Value)[]>? metrics,
        IProgress<RunProgress>? progress)
    {
        TrainingBatch batch = NextBatch();
        using (NewDisposeScope())
        {
            ClearGradients();
            step(batch);
        }
        RequireFinite(batch);
        StepsDone++;
        if (!Due(_settings.LogEvery))
            return;
        metrics?.Invoke(StepsDone, [.. batch.Metrics]);
        progress?.Report(new RunProgress("train", StepsDone, _settings.Steps, Detail(batch)));
    }

    private TrainingBatch NextBatch()
    {
        double factor = _settings.Schedule.At(StepsDone);
        foreach (OptimizerHelper optimiser in _parts.Optimisers.Values)
        {
            foreach (optim.ILearningRateController group in optimiser.ParamGroups)
                group.LearningRate = group.InitialLearningRate * factor;
        }
        return new TrainingBatch(StepsDone, _order?.EpochOf(StepsDone) ?? 0, _order?.At(StepsDone) ?? [], factor,
            _random.Split((ulong)StepsDone));
    }

    // Zeroed and absent gradients differ: with the one an optimiser moves a parameter along its old moments, with the
    // other it leaves it alone. A resumed run starts with absent ones, so every step does.
    private void ClearGradients()
    {
        foreach (nn.Module module in _parts.Modules.Values)
            module.zero_grad(set_to_none: true);
    }

    private bool Due(long every) => StepsDone % every == 0 || StepsDone == _settings.Steps || StoppedEarly;

    private static void RequireFinite(TrainingBatch batch)
    {
        foreach ((string name, double value) in batch.Metrics)
        {
            if (!double.IsFinite(value))
                throw new RunFailedException(string.Create(CultureInfo.InvariantCulture,
                    $"training: {name} is {value} at step {batch.Step + 1}, at {batch.RateFactor:G4} of the initial "
                    + $"learning rate; the checkpoint keeps the last good state"));
        }
    }

    private static string? Detail(TrainingBatch batch) => batch.Metrics.Count == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"{batch.Metrics[0].Name} {batch.Metrics[0].Value:G4}");
}
