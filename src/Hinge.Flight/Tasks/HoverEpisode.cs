using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tasks;

/// <summary>
/// One drone at the hover task, in scalar code: starts, steps, observations (specification §3). Every episode has
/// streams of its own, made from the seed and its number, so episodes do not depend on each other.
/// </summary>
public sealed class HoverEpisode
{
    private readonly Quadrotor _quadrotor;
    private readonly RandomStream _root;
    private readonly float[] _state = new float[StateRow.Count];
    private readonly float[] _next = new float[StateRow.Count];
    private readonly float[] _given = new float[Drone.RotorCount];
    private readonly float[] _hover;
    private readonly ActionHistory _history;
    private readonly double _force, _torque;
    private readonly ObservationNoiseSource _observationNoise;
    private RandomStream _actionNoise;

    /// <summary>Prepares the task for a drone and begins episode 0.</summary>
    /// <param name="drone">The drone.</param>
    /// <param name="task">The task.</param>
    /// <param name="seed">Of starts, disturbances and noise.</param>
    /// <exception cref="DroneFormatException">The drone does not pass its checks at the task's step.</exception>
    /// <exception cref="TaskFormatException">The task is impossible.</exception>
    public HoverEpisode(Drone drone, HoverTask task, ulong seed)
        : this(drone, task, new RandomStream(seed).Split("episodes"))
    {
    }

    /// <summary>Prepares the task for a drone and begins episode 0.</summary>
    /// <param name="drone">The drone.</param>
    /// <param name="task">The task.</param>
    /// <param name="root">Every episode's streams are children of this one.</param>
    internal HoverEpisode(Drone drone, HoverTask task, RandomStream root)
    {
        ArgumentNullException.ThrowIfNull(task);
        task.Check();
        _quadrotor = new(drone, task.Step);
        _root = root;
        _hover = HoverTask.HoverActions(drone);
        _history = new(task.History);
        _force = task.Disturbance.ForceOf(drone);
        _torque = task.Disturbance.TorqueOf(drone);
        _observationNoise = new(task.ObservationNoise);
        _actionNoise = _root;
        Task = task;
        Begin(0);
    }

    /// <summary>Whether the rotors follow their commands at once, which no drone's do.</summary>
    internal bool InstantRotors { get; init; }

    /// <summary>The task.</summary>
    public HoverTask Task { get; }

    /// <summary>The drone.</summary>
    public Drone Drone => _quadrotor.Drone;

    /// <summary>The number of this episode.</summary>
    public ulong Number { get; private set; }

    /// <summary>Steps taken in this episode.</summary>
    public int Steps { get; private set; }

    /// <summary>The rows of <see cref="StateRow"/>.</summary>
    public ReadOnlySpan<float> State => _state;

    /// <summary>The actions given so far, oldest first.</summary>
    public ReadOnlySpan<float> History => _history.Actions;

    /// <summary>Begins an episode.</summary>
    /// <param name="number">Which one; the same number begins and goes on the same.</param>
    public void Begin(ulong number)
    {
        RandomStream episode = _root.Split(number), start = episode.Split(0);
        _actionNoise = episode.Split(1);
        _observationNoise.Begin(episode.Split(2));
        Task.Start.Draw(start, Drone.Command, _state);
        Disturbance.Draw(start, _force, _torque, _state);
        _history.Clear();
        (Number, Steps) = (number, 0);
    }

    /// <summary>Moves the drone one step on.</summary>
    /// <param name="action">Four numbers; the step clamps them to [-1, 1] after adding the action noise.</param>
    public StepOutcome Step(ReadOnlySpan<float> action)
    {
        action[..Drone.RotorCount].CopyTo(_given);
        if (Task.ActionNoise > 0)
        {
            foreach (ref float value in _given.AsSpan())
                value += (float)(Task.ActionNoise * _actionNoise.NextGaussian());
        }
        if (InstantRotors)
            FollowAtOnce();
        _state.CopyTo(_next, 0);
        _quadrotor.Step(_next, _given);
        RewardCosts costs = RewardCosts.Of(_state, _next, (float)Task.Step, _given, _hover);
        _next.CopyTo(_state, 0);
        _history.Push(action);
        Steps++;
        bool terminated = Task.Termination.Ends(_state);
        return new(costs, terminated, !terminated && Steps >= Task.EpisodeSteps);
    }

    /// <summary>Writes what the actor sees, with fresh noise: every call draws its own.</summary>
    /// <param name="observation">Receives <see cref="ObservationLayout.Actor"/> numbers.</param>
    public void Observe(Span<float> observation)
    {
        ObservationLayout.WriteBody(_state, observation);
        _observationNoise.AddTo(observation);
        _history.Actions.CopyTo(observation[ObservationLayout.Body..]);
    }

    /// <summary>Writes what the critic sees of the state.</summary>
    /// <param name="observation">Receives <see cref="ObservationLayout.Privileged"/> numbers.</param>
    public void ObservePrivileged(Span<float> observation) =>
        ObservationLayout.WritePrivileged(_state, Drone.Command, observation);

    private void FollowAtOnce()
    {
        CommandRange range = Drone.Command;
        for (int i = 0; i < Drone.RotorCount; i++)
        {
            double share = (Math.Clamp(_given[i], -1, 1) + 1) / 2;
            _state[StateRow.Rotors + i] = (float)(range.Min + (share * (range.Max - range.Min)));
        }
    }
}
