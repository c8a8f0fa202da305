using Hinge.Flight.Dynamics;
using Hinge.Flight.Simulation;

namespace Hinge.Flight.Learning;

/// <summary>Transitions drawn from a <see cref="ReplayMemory"/>, as the rows that networks read.</summary>
internal sealed unsafe class ReplayBatch
{
    private readonly AlignedRows _actor, _nextActor, _critic, _nextCritic, _rewards;

    /// <summary>Room for a batch.</summary>
    /// <param name="rows">Transitions.</param>
    /// <param name="next">Transitions whose next observations are held at a time.</param>
    /// <param name="actorInputs">What the actor sees.</param>
    /// <param name="criticInputs">What the critics see, the action behind it.</param>
    public ReplayBatch(int rows, int next, int actorInputs, int criticInputs)
    {
        (Rows, ActorInputs, CriticInputs) = (rows, actorInputs, criticInputs);
        _actor = new(rows * actorInputs);
        _nextActor = new(next * actorInputs);
        _critic = new(rows * criticInputs);
        _nextCritic = new(next * criticInputs);
        _rewards = new(rows);
        Places = new int[rows];
        Terminated = new bool[rows];
    }

    /// <summary>Transitions.</summary>
    public int Rows { get; }

    /// <summary>Numbers that the actor sees.</summary>
    public int ActorInputs { get; }

    /// <summary>Numbers that a critic sees, the action included.</summary>
    public int CriticInputs { get; }

    /// <summary>The place of the action in a critic's row.</summary>
    public int ActionAt => CriticInputs - Drone.RotorCount;

    /// <summary>Which transitions.</summary>
    public int[] Places { get; }

    /// <summary>Rows of what the actor saw.</summary>
    public float* Actor => _actor.Pointer;

    /// <summary>Rows of what it saw next, of a part of the transitions.</summary>
    public float* NextActor => _nextActor.Pointer;

    /// <summary>Rows of what a critic sees, with the action taken.</summary>
    public float* Critic => _critic.Pointer;

    /// <summary>Rows of what a critic sees next, of the same part; the action is the target actor's.</summary>
    public float* NextCritic => _nextCritic.Pointer;

    /// <summary>The rewards.</summary>
    public float* Rewards => _rewards.Pointer;

    /// <summary>Whether the step lost the episode.</summary>
    public bool[] Terminated { get; }
}
