using System.Collections.Concurrent;
using System.Diagnostics;
using Hinge.Core;
using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;
using Hinge.Flight.Networks;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>
/// Trains a policy (specification §4): one drone flies, every transition is remembered, and the networks learn from
/// batches of them. Same settings and seed give the same bits with one thread and with two, and after
/// <see cref="Save"/> and <see cref="Resume"/>.
/// </summary>
public sealed class Td3Trainer : IDisposable
{
    private const int Recent = 100;

    private readonly RandomStream _root, _exploration;
    private readonly Td3Learner _learner;
    private readonly ReplayMemory _memory;
    private readonly HoverEpisode _episode;
    private readonly List<Candidate> _candidates = [];
    private readonly ConcurrentBag<EpisodeChunk> _rooms = [];
    private readonly Queue<(double Return, int Length)> _recent = [];
    private readonly float[] _observation, _nextObservation;
    private readonly float[] _privileged = new float[ObservationLayout.Privileged];
    private readonly float[] _nextPrivileged = new float[ObservationLayout.Privileged];
    private readonly float[] _action = new float[Drone.RotorCount], _noise = new float[Drone.RotorCount];
    private RewardWeights _weights;
    private int _episodes, _criticUpdates, _actorUpdates, _best = -1;
    private double _return;
    private bool _over = true;
    private double _operations;

    /// <summary>A training at its first step.</summary>
    /// <param name="settings">All that it depends on.</param>
    /// <exception cref="InputException">The settings are impossible.</exception>
    public Td3Trainer(FlightSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        Settings = settings;
        _root = new RandomStream(settings.Seed).Split("flight");
        _exploration = _root.Split("exploration");
        _memory = new(settings.Steps, settings.History);
        _learner = new(settings, _memory, _root);
        _episode = new(settings.Drone, settings.TrainingTask, _root.Split("episodes"))
        {
            InstantRotors = settings.Takes(Ablations.RotorDelay),
        };
        _observation = new float[ObservationLayout.Actor(settings.History)];
        _nextObservation = new float[_observation.Length];
        _weights = settings.WeightsAt(0);
    }

    /// <summary>All that the training depends on.</summary>
    public FlightSettings Settings { get; }

    /// <summary>The step that comes next.</summary>
    public int Step { get; private set; }

    internal Td3Learner Learner => _learner;

    internal ReplayMemory Memory => _memory;

    internal RandomStream Exploration => _exploration;

    internal List<Candidate> Candidates => _candidates;

    /// <summary>Additions and multiplications so far; of repeated steps, what their updates once took.</summary>
    internal double Operations => _operations;

    /// <summary>Trains from the first step to the last, selects and tests.</summary>
    /// <param name="settings">All that it depends on.</param>
    /// <param name="progress">Told of every event, on the training's thread.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="InputException">The settings are impossible.</exception>
    /// <exception cref="RunFailedException">A weight or a loss is not a number any more.</exception>
    public static FlightResult Train(
        FlightSettings settings,
        IProgress<FlightEvent>? progress = null,
        CancellationToken cancellation = default)
    {
        using Td3Trainer trainer = new(settings);
        return trainer.Finish(progress, cancellation);
    }

    /// <summary>Goes on with a training that was saved.</summary>
    /// <param name="settings">Those of the saved training; threads and test may differ.</param>
    /// <param name="stream">What <see cref="Save"/> wrote.</param>
    /// <param name="source">The name that messages begin with.</param>
    /// <exception cref="InputException">The stream is damaged, or of other settings.</exception>
    public static Td3Trainer Resume(FlightSettings settings, Stream stream, string source)
    {
        Td3Trainer trainer = new(settings);
        try
        {
            TrainingState.Read(trainer, stream, source);
            return trainer;
        }
        catch
        {
            trainer.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes all that is needed to go on: networks, optimisers, candidates, and the actions taken; the flights are
    /// simulated again.
    /// </summary>
    /// <param name="stream">Receives the bytes.</param>
    public void Save(Stream stream) => TrainingState.Write(this, stream);

    /// <summary>Trains from the present step to the last, selects and tests.</summary>
    /// <param name="progress">Told of every event, on the training's thread.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <exception cref="RunFailedException">A weight or a loss is not a number any more.</exception>
    public FlightResult Finish(IProgress<FlightEvent>? progress = null, CancellationToken cancellation = default)
    {
        long begin = Stopwatch.GetTimestamp();
        double processor = Processor(), repeated = _operations;
        int end = Settings.Steps;
        while (Step < end)
        {
            if (Step % 64 == 0)
                cancellation.ThrowIfCancellationRequested();
            Advance(progress, cancellation);
        }
        _learner.Inspect(end - 1);
        Policy last = Snapshot(_learner.Actor);
        int? chosen = null;
        bool eligible = true;
        if (_candidates.Count > 0)
        {
            (int place, eligible) = CheckpointSelection.Choose(
                _candidates,
                candidate => Score(candidate.Policy, CheckpointSelection.SecondEpisodes, "selection", cancellation));
            chosen = place;
        }
        Policy selected = chosen is { } at ? _candidates[at].Policy : last;
        PolicyEvaluation? test = Settings.TestEpisodes == 0 ? null : Evaluator.Run(
            selected, Settings.Drone, Settings.EvaluationTask, Settings.TestEpisodes, _root.Split("test"),
            Settings.Threads, _rooms, cancellation);
        return new()
        {
            Selected = selected,
            Chosen = chosen,
            IsEligible = eligible,
            Last = last,
            Candidates = _candidates,
            Test = test,
            Episodes = _episodes,
            CriticUpdates = _criticUpdates,
            ActorUpdates = _actorUpdates,
            Timings = new(
                Stopwatch.GetElapsedTime(begin).TotalSeconds, Processor() - processor, _operations - repeated),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _learner.Dispose();
        _memory.Dispose();
    }

    /// <summary>One step of the environment, and what is due after it.</summary>
    internal void Advance(IProgress<FlightEvent>? progress, CancellationToken cancellation)
    {
        int step = Step;
        if (Fly(step, []))
            progress?.Report(new CurriculumRaised(step, _weights));
        Recipe recipe = Settings.Recipe;
        if (recipe.TeachesCritics(step))
        {
            bool withActor = recipe.TeachesActor(step);
            _learner.NoiseShare = Share(step);
            _learner.Update(withActor);
            CountUpdate(withActor);
        }
        Step++;
        if (recipe.HasCandidates(step))
        {
            Validate(step, _learner.Actor, CandidateKind.Actor, progress, cancellation);
            Validate(step, _learner.ActorTarget, CandidateKind.Target, progress, cancellation);
            Validate(step, _learner.ActorAverage, CandidateKind.Average, progress, cancellation);
        }
        if (step > 0 && step % recipe.ProgressEvery == 0)
        {
            if (_criticUpdates > 0)
                _learner.Inspect(step);
            progress?.Report(new TrainingProgress(
                step, Settings.Steps, _episodes, Mean(flight => flight.Return), Mean(flight => flight.Length),
                _learner.CriticLoss, _learner.MeanValue, _weights));
        }
        if (step > 0 && step % recipe.CheckpointEvery == 0)
            progress?.Report(new CheckpointDue(Step));
    }

    /// <summary>Repeats a step whose action is known, without learning: the updates are counted, not made.</summary>
    internal void Repeat(ReadOnlySpan<float> action)
    {
        Fly(Step, action);
        if (Settings.Recipe.TeachesCritics(Step))
            CountUpdate(Settings.Recipe.TeachesActor(Step));
        Step++;
    }

    /// <summary>Adds a candidate that was validated before.</summary>
    internal void Restore(Candidate candidate)
    {
        _candidates.Add(candidate);
        IsBest(_candidates.Count - 1);
    }

    internal Policy Snapshot(Mlp network) => PolicyOf(network.Weights);

    /// <summary>A policy of this training's drone and task.</summary>
    /// <param name="weights">As laid out; copied.</param>
    internal Policy PolicyOf(ReadOnlySpan<float> weights) => new(
        weights, Settings.History, Settings.Drone.Name, Settings.Task.Name, Settings.Task.Step)
    {
        Noise = Settings.Task.ObservationNoise,
    };

    // Returns whether the weights of the reward were raised.
    private bool Fly(int step, ReadOnlySpan<float> known)
    {
        bool raised = Settings.RaisesAt(step) && Raise(Settings.WeightsAt(step));
        if (_over)
        {
            _episode.Begin((ulong)_episodes);
            _memory.BeginEpisode();
            _return = 0;
        }
        _episode.Observe(_observation);
        _episode.ObservePrivileged(_privileged);
        if (known.IsEmpty)
            Act(step);
        else
            known.CopyTo(_action);
        StepOutcome outcome = _episode.Step(_action);
        float reward = Settings.Task.Reward.Of(_weights, outcome.Costs, outcome.Terminated);
        _episode.Observe(_nextObservation);
        _episode.ObservePrivileged(_nextPrivileged);
        _memory.Add(
            _observation, _privileged, _action, outcome.Costs, reward, outcome.Terminated, _nextObservation,
            _nextPrivileged);
        _return += reward;
        _over = outcome.Ended;
        if (_over)
        {
            _episodes++;
            if (_recent.Count == Recent)
                _recent.Dequeue();
            _recent.Enqueue((_return, _episode.Steps));
        }
        return raised;
    }

    // Returns whether they differ: a weight that is at its limit stays.
    private bool Raise(in RewardWeights weights)
    {
        if (weights == _weights)
            return false;
        _weights = weights;
        if (!Settings.Takes(Ablations.Recompute))
            _memory.Recompute(Settings.Task.Reward, weights);
        return true;
    }

    private void Act(int step)
    {
        _learner.Actor.Forward(_observation, _action);
        _operations += PassOperations(_learner.Actor);
        _exploration.FillGaussian(_noise);
        float deviation = Settings.Recipe.Exploration * Share(step);
        for (int i = 0; i < _action.Length; i++)
            _action[i] = Math.Clamp(_action[i] + (deviation * _noise[i]), -1, 1);
    }

    private float Share(int step) => Settings.Takes(Ablations.NoiseDecay) ? 1 : Recipe.NoiseShare(step);

    private void CountUpdate(bool withActor)
    {
        Mlp actor = _learner.Actor, critic = _learner.Critics[0];
        int targets = Settings.Recipe.SharedBatch ? 1 : 2, batch = Settings.Recipe.Batch;
        _operations += batch * ((targets * (PassOperations(actor) + (2 * PassOperations(critic))))
            + (2 * LessonOperations(critic)));
        _criticUpdates++;
        if (!withActor)
            return;
        _operations += batch * (LessonOperations(actor) + PassOperations(critic) + SumOperations(critic));
        _actorUpdates++;
    }

    private void Validate(
        int step, Mlp network, CandidateKind kind, IProgress<FlightEvent>? progress, CancellationToken cancellation)
    {
        Policy policy = Snapshot(network);
        CandidateScore score = Score(policy, CheckpointSelection.FirstEpisodes, "validation", cancellation);
        Candidate candidate = new(step, kind, policy, score);
        _candidates.Add(candidate);
        progress?.Report(new CandidateValidated(step, candidate, IsBest(_candidates.Count - 1)));
    }

    private CandidateScore Score(Policy policy, int episodes, string purpose, CancellationToken cancellation)
    {
        PolicyEvaluation evaluation = Evaluator.Run(
            policy, Settings.Drone, Settings.EvaluationTask, episodes, _root.Split(purpose), Settings.Threads,
            _rooms, cancellation);
        _operations += evaluation.Length * episodes * PassOperations(_learner.Actor);
        return CandidateScore.Of(evaluation);
    }

    private bool IsBest(int place)
    {
        if (_best >= 0 && !CheckpointSelection.Beats(_candidates[place].First, _candidates[_best].First))
            return false;
        _best = place;
        return true;
    }

    private double Mean(Func<(double Return, int Length), double> of) => _recent.Count == 0 ? 0 : _recent.Average(of);

    // With a second thread in play, only the whole process knows what it took.
    private double Processor() => Settings.Threads == 1
        ? ThreadClock.Seconds()
        : Environment.CpuUsage.TotalTime.TotalSeconds;

    private static double PassOperations(Mlp net) =>
        2.0 * MlpLayout.Hidden * (net.Layout.Inputs + MlpLayout.Hidden + net.Layout.Outputs);

    // Back to the sums of the first layer.
    private static double SumOperations(Mlp net) =>
        2.0 * MlpLayout.Hidden * (MlpLayout.Hidden + net.Layout.Outputs);

    // Forward, back, and the gradients, which take what the forward pass takes.
    private static double LessonOperations(Mlp net) => (2 * PassOperations(net)) + SumOperations(net);
}
