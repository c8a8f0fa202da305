namespace Hinge.Torch.Training;

/// <summary>How a <see cref="LearningRateSchedule"/> falls after its warm-up.</summary>
public enum LearningRateShape
{
    /// <summary>Does not fall: factor 1.</summary>
    Constant,

    /// <summary>Half a cosine, from 1 to the floor.</summary>
    Cosine,

    /// <summary>(1 − p)^power of the remaining way, from 1 to the floor; power 1 is a straight line.</summary>
    Polynomial,

    /// <summary>Multiplied by a fixed factor every so many steps.</summary>
    Stepwise,
}
