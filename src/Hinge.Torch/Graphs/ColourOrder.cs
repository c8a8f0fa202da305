namespace Hinge.Torch.Graphs;

/// <summary>What the channels of a network's input are.</summary>
public enum ColourOrder
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>One channel: grey, or the luma of a coloured picture.</summary>
    Luma,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}
