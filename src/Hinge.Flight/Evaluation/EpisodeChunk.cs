using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Networks;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Evaluation;

/// <summary>
/// Some episodes flown side by side through the batch simulator and one product a layer; each is that of a
/// <see cref="HoverEpisode"/> of the same number, up to the rounding of the vector kernels. Episodes that are over make
/// room: the ones still under way stay in the front.
/// </summary>
internal sealed class EpisodeChunk
{
    /// <summary>Episodes in a chunk: its observations and hidden layers stay in the second cache.</summary>
    public const int Most = 128;

    private const int Block = QuadrotorBatch.BlockSize;

    private readonly QuadrotorBatch _batch;
    private readonly HoverTask _task;
    private readonly Mlp _actor;
    private readonly float[] _hover;
    private readonly float[] _observations, _actions;
    private readonly float[][] _states = Rows(StateRow.Count);
    private readonly float[] _next = new float[StateRow.Count];
    private readonly EpisodeTally[] _tallies = new EpisodeTally[Most];
    private readonly ObservationNoiseSource[] _observationNoise;
    private readonly RandomStream[] _actionNoise = new RandomStream[Most];
    private readonly int _inputs;
    private RandomStream? _root;

    /// <summary>Room for the episodes of a drone and a task, for one policy after another.</summary>
    public EpisodeChunk(Drone drone, HoverTask task)
    {
        _batch = new(drone, task, Most);
        (_task, _inputs) = (task, ObservationLayout.Actor(task.History));
        _actor = new(_inputs, Drone.RotorCount, tanhOutput: true, Most);
        _observationNoise = [.. Enumerable.Range(0, Most).Select(_ => new ObservationNoiseSource(task.ObservationNoise))];
        _hover = HoverTask.HoverActions(drone);
        _observations = new float[Most * _inputs];
        _actions = new float[Most * Drone.RotorCount];
    }

    /// <summary>Takes a policy, and the stream from whose parts its episodes are drawn.</summary>
    /// <param name="policy">Of the task's history.</param>
    /// <param name="root">The same episodes from the same stream.</param>
    public void Take(Policy policy, RandomStream root)
    {
        _actor.Take(policy.Weights);
        _root = root;
    }

    /// <summary>Told of every step that is counted.</summary>
    public StepWatch? Watch { get; init; }

    /// <summary>Flies episodes of the policy that was taken.</summary>
    /// <param name="first">The number of the first.</param>
    /// <param name="count">How many, at most <see cref="Most"/>.</param>
    /// <param name="results">Receives each at its number.</param>
    public void Fly(int first, int count, EpisodeMetrics[] results)
    {
        for (int i = 0; i < count; i++)
            Begin(i, first + i);
        int alive = count;
        for (int step = 0; alive > 0; step++)
        {
            Act(alive);
            _batch.StepBlocks(0, (alive + Block - 1) / Block);
            for (int i = alive - 1; i >= 0; i--)
            {
                if (!Count(i))
                    continue;
                results[_tallies[i].Number] = _tallies[i].End();
                alive--;
                if (i < alive)
                    Move(alive, i);
            }
        }
    }

    private void Begin(int place, int number)
    {
        RandomStream episode = _root!.Split((ulong)number), start = episode.Split(0);
        _actionNoise[place] = episode.Split(1);
        _observationNoise[place].Begin(episode.Split(2));
        float[] state = _states[place];
        _task.Start.Draw(start, _batch.Drone.Command, state);
        Disturbance.Draw(
            start, _task.Disturbance.ForceOf(_batch.Drone), _task.Disturbance.TorqueOf(_batch.Drone), state);
        _batch.SetState(place, state);
        Observation(place)[ObservationLayout.Body..].Clear();
        _tallies[place] = new(number, state, _task);
    }

    private void Act(int alive)
    {
        for (int i = 0; i < alive; i++)
        {
            Span<float> observation = Observation(i);
            ObservationLayout.WriteBody(_states[i], observation);
            _observationNoise[i].AddTo(observation);
        }
        Span<float> actions = _actions.AsSpan(0, alive * Drone.RotorCount);
        _actor.Forward(_observations.AsSpan(0, alive * _inputs), actions);
        for (int i = 0; i < alive; i++)
        {
            Span<float> action = actions.Slice(i * Drone.RotorCount, Drone.RotorCount);
            Span<float> history = Observation(i)[ObservationLayout.Body..];
            if (history.Length > 0)
            {
                history[Drone.RotorCount..].CopyTo(history);
                action.CopyTo(history[^Drone.RotorCount..]);
            }
            if (_task.ActionNoise > 0)
            {
                foreach (ref float value in action)
                    value += (float)(_task.ActionNoise * _actionNoise[i].NextGaussian());
            }
            Span<float> rows = _batch.ActionRows[(i / Block * Block * Drone.RotorCount)..];
            for (int rotor = 0; rotor < Drone.RotorCount; rotor++)
                rows[(rotor * Block) + (i % Block)] = action[rotor];
        }
    }

    // Returns whether the episode is over.
    private bool Count(int place)
    {
        _batch.CopyState(place, _next);
        float[] state = _states[place];
        ReadOnlySpan<float> action = _actions.AsSpan(place * Drone.RotorCount, Drone.RotorCount);
        RewardCosts costs = RewardCosts.Of(state, _next, (float)_task.Step, action, _hover);
        bool lost = ((_batch.Lost[place / Block] >> (place % Block)) & 1) != 0;
        bool over = _tallies[place].Add(costs, state, _next, lost);
        Watch?.Invoke(state, action, costs, lost, _next);
        _next.CopyTo(state, 0);
        return over;
    }

    private void Move(int from, int to)
    {
        (_states[to], _states[from]) = (_states[from], _states[to]);
        _batch.SetState(to, _states[to]);
        Observation(from).CopyTo(Observation(to));
        _tallies[to] = _tallies[from];
        _actionNoise[to] = _actionNoise[from];
        (_observationNoise[to], _observationNoise[from]) = (_observationNoise[from], _observationNoise[to]);
    }

    private Span<float> Observation(int place) => _observations.AsSpan(place * _inputs, _inputs);

    private static float[][] Rows(int width) => [.. Enumerable.Range(0, Most).Select(_ => new float[width])];
}
