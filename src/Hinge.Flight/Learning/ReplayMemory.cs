using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Hinge.Core.Randomness;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Learning;

/// <summary>
/// Every transition of a training (specification §8): the bodies of both observations, the privileged one, reward and
/// costs. What the critic sees next stands in the next record, of which an episode has one more than transitions.
/// Actions stand in one stream, behind zeros at the start of an episode, of which every history is a window.
/// </summary>
internal sealed unsafe class ReplayMemory : IDisposable
{
    private const int Body = ObservationLayout.Body, Privileged = ObservationLayout.Privileged;
    private const int Next = Body, State = 2 * Body, Stride = State + Privileged, Rotors = Drone.RotorCount;
    private const int Ahead = 12, Line = 64;

    private readonly int _history;
    private readonly float* _records;
    private readonly int[] _record, _window;
    private readonly float[] _rewards;
    private readonly bool[] _terminated;
    private readonly RewardCosts[] _costs;
    private float[] _actions;
    private int _end, _nextRecord;

    /// <summary>An empty memory.</summary>
    /// <param name="capacity">The most transitions.</param>
    /// <param name="history">Past actions in an observation.</param>
    public ReplayMemory(int capacity, int history)
    {
        _history = history;
        // At most every other record is an episode's last; memory that is never written on takes no room.
        _records = (float*)NativeMemory.AlignedAlloc((nuint)(2 * capacity + 2) * Stride * sizeof(float), Line);
        _record = new int[capacity];
        _window = new int[capacity];
        _rewards = new float[capacity];
        _terminated = new bool[capacity];
        _costs = new RewardCosts[capacity];
        // Half as much more than the actions is room for the zeros of an episode every 64 steps; beyond that it grows.
        _actions = new float[(Rotors + 2) * (capacity + 1024)];
        Capacity = capacity;
    }

    /// <summary>The most transitions.</summary>
    public int Capacity { get; }

    /// <summary>Transitions held.</summary>
    public int Count { get; private set; }

    /// <summary>The last actions of the episode under way, oldest first; zeros before its first.</summary>
    public ReadOnlySpan<float> History => _actions.AsSpan(_end - (Rotors * _history), Rotors * _history);

    /// <summary>Begins an episode: no action has been given.</summary>
    public void BeginEpisode()
    {
        _nextRecord++;
        Reserve(Rotors * _history);
        Array.Clear(_actions, _end, Rotors * _history);
        _end += Rotors * _history;
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
        int place = Count++, at = _nextRecord++;
        Span<float> record = Record(at);
        body[..Body].CopyTo(record);
        nextBody[..Body].CopyTo(record[Next..]);
        privileged[..Privileged].CopyTo(record[State..]);
        nextPrivileged[..Privileged].CopyTo(Record(at + 1)[State..]);
        _record[place] = at;
        _rewards[place] = reward;
        _window[place] = _end - (Rotors * _history);
        _terminated[place] = terminated;
        _costs[place] = costs;
        Reserve(Rotors);
        action[..Rotors].CopyTo(_actions.AsSpan(_end));
        _end += Rotors;
    }

    /// <summary>The reward of a transition.</summary>
    public float RewardOf(int place) => _rewards[place];

    /// <summary>The action of a transition.</summary>
    public ReadOnlySpan<float> ActionOf(int place) => _actions.AsSpan(_window[place] + (Rotors * _history), Rotors);

    /// <summary>Weighs every transition anew.</summary>
    /// <param name="reward">The task's.</param>
    /// <param name="weights">Those in force now.</param>
    public void Recompute(Reward reward, in RewardWeights weights)
    {
        for (int i = 0; i < Count; i++)
            _rewards[i] = reward.Of(weights, _costs[i], _terminated[i]);
    }

    /// <summary>Draws transitions, each equally likely.</summary>
    /// <param name="batch">Receives the places.</param>
    /// <param name="random">The stream of this purpose.</param>
    public void Draw(ReplayBatch batch, RandomStream random)
    {
        for (int i = 0; i < batch.Rows; i++)
            batch.Places[i] = random.NextInt32(Count);
    }

    /// <summary>Writes rows of a batch for the places that were drawn.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The first row.</param>
    /// <param name="rows">How many; ranges may be shared out among threads.</param>
    /// <param name="layout">What the critics see.</param>
    /// <param name="withNext">Whether what came next is needed: the actor learns without.</param>
    public void Gather(ReplayBatch batch, int first, int rows, in CriticLayout layout, bool withNext)
    {
        for (int row = first; row < first + rows; row++)
        {
            Prefetch(batch.Places[Math.Min(row + Ahead, batch.Rows - 1)]);
            int place = batch.Places[row];
            ReadOnlySpan<float> record = Record(_record[place]);
            ReadOnlySpan<float> window = _actions.AsSpan(_window[place], Rotors * (_history + 1));
            Span<float> actor = new(batch.Actor + ((long)row * batch.ActorInputs), batch.ActorInputs);
            Span<float> critic = new(batch.Critic + ((long)row * batch.CriticInputs), batch.CriticInputs);
            record[..Body].CopyTo(actor);
            window[..^Rotors].CopyTo(actor[Body..]);
            layout.Write(actor, record.Slice(State, Privileged), critic);
            if (!withNext)
                continue;
            window[^Rotors..].CopyTo(critic[batch.ActionAt..]);
            actor = new(batch.NextActor + ((long)row * batch.ActorInputs), batch.ActorInputs);
            critic = new(batch.NextCritic + ((long)row * batch.CriticInputs), batch.CriticInputs);
            record.Slice(Next, Body).CopyTo(actor);
            window[Rotors..].CopyTo(actor[Body..]);
            layout.Write(actor, Record(_record[place] + 1)[State..], critic);
            batch.Rewards[row] = _rewards[place];
            batch.Terminated[row] = _terminated[place];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_records);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the records of a memory that nobody disposed of.</summary>
    ~ReplayMemory() => NativeMemory.AlignedFree(_records);

    private Span<float> Record(int index) => new(_records + ((long)index * Stride), Stride);

    // The places are spread over a hundred megabytes: ask for them before they are read.
    private void Prefetch(int place)
    {
        if (!Sse.IsSupported)
            return;
        byte* record = (byte*)(_records + ((long)_record[place] * Stride));
        for (int i = 0; i < 2 * Stride * sizeof(float); i += Line)
        {
            // Of the next record only what the critic sees.
            if (i < Stride * sizeof(float) || i >= ((Stride + State) * sizeof(float) / Line * Line))
                Sse.Prefetch0(record + i);
        }
        if (_history == 0)
            return;
        byte* window = (byte*)Unsafe.AsPointer(ref _actions[_window[place]]);
        for (int i = 0; i < Rotors * _history * sizeof(float); i += Line)
            Sse.Prefetch0(window + i);
    }

    private void Reserve(int count)
    {
        if (_end + count > _actions.Length)
            Array.Resize(ref _actions, checked(2 * _actions.Length));
    }
}
