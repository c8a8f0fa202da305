using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Core.Runs;
using Hinge.Scope.Networks;
using Hinge.Torch.Training;
using Hinge.Torch.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Hinge.Scope.Training;

/// <summary>
/// Makes the networks of <see cref="EmbeddedNetworks"/>: Adam on the library's own samples. Same settings, same bytes
/// on one machine, interrupted or not.
/// </summary>
public static class SampleTraining
{
    private const long LogEvery = 50, EvaluateEvery = 500, CheckpointEvery = 250;

    /// <summary>Trains one network.</summary>
    /// <param name="settings">What to train and how.</param>
    /// <param name="checkpoint">
    /// A file that receives the state of the training now and then; where it exists, the training goes on from it.
    /// Null for none.
    /// </param>
    /// <param name="progress">Told every 50 steps; the stage is the network's name.</param>
    /// <param name="metrics">
    /// Every 50 steps the step and its <c>loss</c>; every 500 the step and the held-out <c>accuracy</c> or
    /// <c>PSNR</c>.
    /// </param>
    /// <param name="resumed">Told the step that a checkpoint leads to, before the first metrics.</param>
    /// <param name="cancellation">Looked at between steps; the checkpoint then holds all finished ones.</param>
    /// <exception cref="InputException">
    /// The network is unknown, a setting is out of range, or the checkpoint is of another run.
    /// </exception>
    /// <exception cref="RunFailedException">The loss is no longer finite.</exception>
    public static TrainedSample Train(
        SampleTrainingSettings settings,
        string? checkpoint = null,
        IProgress<RunProgress>? progress = null,
        Action<long, (string Name, double Value)[]>? metrics = null,
        Action<long>? resumed = null,
        CancellationToken cancellation = default)
    {
        Check(settings);
        nn.Module<Tensor, Tensor> network = EmbeddedNetworks.Find(settings.Network).Create();
        try
        {
            Initialise(network, settings.Seed);
            using SampleTask task = SampleTask.For(network);
            using Adam optimiser = optim.Adam(network.parameters(), settings.Rate);
            TrainingSettings training = For(settings, task);
            Trainer trainer = new(training, TrainedParts.Of(network, optimiser));
            if (checkpoint is not null && File.Exists(checkpoint))
                trainer.Resume(checkpoint);
            resumed?.Invoke(trainer.StepsDone);

            SampleQuality? quality = null;
            bool Evaluate()
            {
                quality = Measure(network, task);
                metrics?.Invoke(trainer.StepsDone, [(quality.Measure, quality.Value)]);
                return true;
            }

            trainer.Run(
                GradientStep.Minimise(training, network, optimiser, batch => task.Loss(network, batch)), checkpoint,
                Evaluate, metrics, progress is null ? null : new Named(settings.Network, progress), cancellation);
            // A checkpoint of the last step leaves nothing to run.
            quality ??= Measure(network, task);
            network.eval();
            network.zero_grad(set_to_none: true);
            return new(network, new(settings.Network, trainer.StepsDone, quality, ModuleWeights.Sha256(network)));
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private static void Initialise(nn.Module<Tensor, Tensor> network, ulong seed)
    {
        using DisposeScope scope = NewDisposeScope();
        Initialisation.KaimingUniform(network, new RandomStream(seed).Split("weights"));
        (network as TinySuperResolution)?.BeginBilinear();
    }

    private static TrainingSettings For(SampleTrainingSettings settings, SampleTask task) => new()
    {
        Steps = settings.Steps,
        BatchSize = settings.BatchSize,
        Examples = task.Examples,
        Seed = settings.Seed,
        Threads = settings.Threads,
        Schedule = LearningRateSchedule.Cosine(settings.Steps),
        LogEvery = LogEvery,
        EvaluateEvery = EvaluateEvery,
        CheckpointEvery = CheckpointEvery,
        Task = $"{settings.Network}, {task.Description}",
    };

    private static SampleQuality Measure(nn.Module<Tensor, Tensor> network, SampleTask task)
    {
        network.eval();
        return task.Measure(network);
    }

    private static void Check(SampleTrainingSettings settings)
    {
        if (settings.Steps < 1)
            throw new InputException($"{settings.Network}: steps is {settings.Steps}, expected 1 or more");
        if (!(settings.Rate is > 0 and < double.PositiveInfinity))
            throw new InputException($"{settings.Network}: learning rate is {settings.Rate}, expected more than 0");
    }

    private sealed class Named(string stage, IProgress<RunProgress> progress) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(value with { Stage = stage });
    }
}
