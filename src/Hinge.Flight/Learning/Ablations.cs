namespace Hinge.Flight.Learning;

/// <summary>Parts of the training that can be taken away, to see what each is worth (specification §4.3).</summary>
[Flags]
public enum Ablations
{
    /// <summary>Nothing is taken away.</summary>
    None = 0,

    /// <summary>The actor sees no past actions.</summary>
    History = 1,

    /// <summary>The critic sees what the actor sees.</summary>
    Asymmetric = 2,

    /// <summary>Rotors follow at once; the critic does not see them, and the actor sees no past actions.</summary>
    RotorDelay = 4,

    /// <summary>No outer force and torque; the critic does not see them.</summary>
    Disturbance = 8,

    /// <summary>The actor sees the state without noise.</summary>
    ObservationNoise = 16,

    /// <summary>The weights of the reward stay as they begin.</summary>
    Curriculum = 32,

    /// <summary>Rewards in the replay memory stay as they were when the weights change.</summary>
    Recompute = 64,

    /// <summary>Exploration and target noise never fall; they do only in runs of more than 500,000 steps.</summary>
    NoiseDecay = 128,

    /// <summary>The weights of the evaluation from the first step.</summary>
    TargetReward = 256,
}
