namespace Hinge.Scope.Analyses;

/// <summary>What takes the place of a deleted pixel.</summary>
public enum Replacement
{
    /// <summary>0 in the network's input coordinates: the frozen output falls by exactly the pixel's vote.</summary>
    Origin,

    /// <summary>The mean of the channel.</summary>
    Mean,

    /// <summary>The picture, blurred.</summary>
    Blur,
}
