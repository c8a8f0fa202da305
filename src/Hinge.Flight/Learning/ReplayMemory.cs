using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>
/// Every transition of a training (specification §8): the bodies of both observations, the privileged one, reward and
/// costs. What the critic sees next stands in the next record, of which an episode has one more than transitions.
/// Actions stand in one stream, behind zeros at the start of an episode, of which every history is a window. So the
/// number of its episode tells where record and window of a transition are.
/// </summary>
/// <remarks>
/// A batch reads some 300 places of a hundred megabytes: what it costs is the lines that it touches, and the pages. A
/// record has the body first and the next one last, so that a batch touches three of its four lines.
/// </remarks>
internal sealed unsafe class ReplayMemory : IDisposable
{
    private const int Body = ObservationLayout.Body, Privileged = ObservationLayout.Privileged;
    private const int State = Body, Next = State + Privileged, Stride = Next + Body, Rotors = Drone.RotorCount;
    private const int Ahead = 12, Line = 64, FloatsPerLine = Line / sizeof(float);

    private readonly int _history;
    private readonly LargeRows _records, _actions;
    private readonly Entry[] _entries;
    private readonly RewardCosts[] _costs;
    private int _episodes;

    /// <summary>An empty memory.</summary>
    /// <param name="capacity">The most transitions.</param>
    /// <param name="history">Past actions in an observation.</param>
    public ReplayMemory(int capacity, int history)
    {
        _history = history;
        // At most every other record is an episode's last; memory that is never written on takes no room.
        _records = new((2L * capacity + 2) * Stride);
        // Half as much more than the actions is room for the zeros of an episode every 64 steps; beyond that it grows.
        _actions = new((Rotors + 2) * (capacity + 1024L));
        _entries = new Entry[capacity];
        _costs = new RewardCosts[capacity];
        Capacity = capacity;
    }

    /// <summary>The most transitions.</summary>
    public int Capacity { get; }

    /// <summary>Transitions held.</summary>
    public int Count { get; private set; }

    /// <summary>The last actions of the episode under way, oldest first; zeros before its first.</summary>
    public ReadOnlySpan<float> History => new(_actions.Pointer + Window(Count, _episodes), Rotors * _history);

    /// <summary>Begins an episode: no action has been given.</summary>
    public void BeginEpisode()
    {
        _episodes++;
        Reserve();
        new Span<float>(_actions.Pointer + Window(Count, _episodes), Rotors * _history).Clear();
    }

    /// <summary>Adds a transition of the episode under way.</summary>
    /// <param name="body">What the actor saw, less the history.</param>
    /// <param name="privileged">What the critic sees of the state.</param>
    /// <param name="action">Given to the step.</param>
    /// <param name="costs">Of the step.</param>
    /// <param name="reward">Of the step.</param>
    /// <param name="terminated">Whether it lost the episode.</param>
    /// <param name="nextBody">What the actor sees next.</param>
    /// <param name="nextPrivileged">What the critic sees next: that of the next transition of this episode.</param>
    public void Add(
        ReadOnlySpan<float> body,
        ReadOnlySpan<float> privileged,
        ReadOnlySpan<float> action,
        in RewardCosts costs,
        float reward,
        bool terminated,
        ReadOnlySpan<float> nextBody,
        ReadOnlySpan<float> nextPrivileged)
    {
        int place = Count;
        Entry entry = new(_episodes, terminated, reward);
        Span<float> record = Record(entry.Record(place), 2);
        body[..Body].CopyTo(record);
        privileged[..Privileged].CopyTo(record[State..]);
        nextBody[..Body].CopyTo(record[Next..]);
        nextPrivileged[..Privileged].CopyTo(record[(Stride + State)..]);
        _entries[place] = entry;
        _costs[place] = costs;
        Count++;
        Reserve();
        action[..Rotors].CopyTo(WindowAndAction(place)[^Rotors..]);
    }

    /// <summary>The reward of a transition.</summary>
    public float RewardOf(int place) => _entries[place].Reward;

    /// <summary>The action of a transition.</summary>
    public ReadOnlySpan<float> ActionOf(int place) => WindowAndAction(place)[^Rotors..];

    /// <summary>Weighs every transition anew.</summary>
    /// <param name="reward">The task's.</param>
    /// <param name="weights">Those in force now.</param>
    public void Recompute(Reward reward, in RewardWeights weights)
    {
        for (int i = 0; i < Count; i++)
            _entries[i].Reward = reward.Of(weights, _costs[i], _entries[i].Terminated);
    }

    /// <summary>Draws transitions, each equally likely.</summary>
    /// <param name="batch">Receives the places.</param>
    /// <param name="random">The stream of this purpose.</param>
    public void Draw(ReplayBatch batch, RandomStream random)
    {
        for (int i = 0; i < batch.Rows; i++)
        {
            int place = random.NextInt32(Count);
            batch.Places[i] = place;
            if (Sse.IsSupported)
                Sse.Prefetch0(Unsafe.AsPointer(ref _entries[place]));
        }
    }

    /// <summary>Writes what the critics learn from, for rows whose places were drawn: what the critics saw with the
    /// action taken, what actor and critics see next, reward and end.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="rows">How many; ranges may be shared out among threads.</param>
    /// <param name="at">The row at which what comes next begins.</param>
    /// <param name="layout">What the critics see.</param>
    public void GatherForCritics(ReplayBatch batch, int first, int rows, int at, in CriticLayout layout)
    {
        for (int row = first; row < first + rows; row++, at++)
        {
            Prefetch(batch.Places[Math.Min(row + Ahead, batch.Rows - 1)], State, Stride + Next);
            int place = batch.Places[row];
            Entry entry = _entries[place];
            ReadOnlySpan<float> records = Record(entry.Record(place), 2), window = WindowAndAction(place);
            Span<float> critic = Row(batch.Critic, row, batch.CriticInputs);
            Span<float> next = Row(batch.NextActor, at, batch.ActorInputs);
            if (layout.SharesActor)
            {
                records[..Body].CopyTo(critic);
                window[..^Rotors].CopyTo(critic[Body..]);
            }
            else
                layout.Write(records.Slice(State, Privileged), critic);
            window[^Rotors..].CopyTo(critic[batch.ActionAt..]);
            records.Slice(Next, Body).CopyTo(next);
            window[Rotors..].CopyTo(next[Body..]);
            critic = Row(batch.NextCritic, at, batch.CriticInputs);
            if (layout.SharesActor)
                next.CopyTo(critic);
            else
                layout.Write(records.Slice(Stride + State, Privileged), critic);
            batch.Rewards[row] = entry.Reward;
            batch.Terminated[row] = entry.Terminated;
        }
    }

    /// <summary>Writes what the actor learns from, for rows whose places were drawn: what actor and critics saw.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="rows">How many; ranges may be shared out among threads.</param>
    /// <param name="layout">What the critics see.</param>
    public void GatherForActor(ReplayBatch batch, int first, int rows, in CriticLayout layout)
    {
        for (int row = first; row < first + rows; row++)
        {
            Prefetch(batch.Places[Math.Min(row + Ahead, batch.Rows - 1)], 0, Next);
            int place = batch.Places[row];
            ReadOnlySpan<float> record = Record(_entries[place].Record(place), 1);
            Span<float> actor = Row(batch.Actor, row, batch.ActorInputs);
            Span<float> critic = Row(batch.Critic, row, batch.CriticInputs);
            record[..Body].CopyTo(actor);
            WindowAndAction(place)[..^Rotors].CopyTo(actor[Body..]);
            if (layout.SharesActor)
                actor.CopyTo(critic);
            else
                layout.Write(record.Slice(State, Privileged), critic);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        _actions.Dispose();
    }

    private static Span<float> Row(float* rows, int row, int width) => new(rows + ((long)row * width), width);

    private Span<float> Record(int index, int count) => new(_records.Pointer + ((long)index * Stride), count * Stride);

    // The zeros of the episodes so far, and an action a transition.
    private long Window(int place, int episode) => Rotors * (place + ((long)_history * (episode - 1)));

    private Span<float> WindowAndAction(int place) =>
        new(_actions.Pointer + Window(place, _entries[place].Episode), Rotors * (_history + 1));

    // Asks for what will be read, before it is: the floats from one to another of two records, and the window.
    private void Prefetch(int place, int from, int to)
    {
        if (!Sse.IsSupported)
            return;
        Entry entry = _entries[place];
        float* record = _records.Pointer + ((long)entry.Record(place) * Stride);
        for (int at = from / FloatsPerLine * FloatsPerLine; at < to; at += FloatsPerLine)
        {
            // The next record's body is of no use.
            if (at < Stride || at + FloatsPerLine > Stride + State)
                Sse.Prefetch0(record + at);
        }
        float* window = _actions.Pointer + Window(place, entry.Episode);
        for (int at = 0; at < Rotors * (_history + 1) + FloatsPerLine - 1; at += FloatsPerLine)
            Sse.Prefetch0(window + at);
    }

    private void Reserve() => _actions.Grow(Window(Count, _episodes) + (Rotors * (_history + 1)));

    // Which episode, from 1 on, and the reward; the sign tells that the step lost the episode.
    private struct Entry(int episode, bool terminated, float reward)
    {
        private readonly int _episode = terminated ? -episode : episode;

        public float Reward = reward;

        public readonly bool Terminated => _episode < 0;

        public readonly int Episode => Math.Abs(_episode);

        // Every episode before has one record more than transitions.
        public readonly int Record(int place) => place + Episode;
    }
}
