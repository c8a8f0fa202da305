namespace Hinge.Torch.Graphs;

/// <summary>What the channels of a network's input are.</summary>
public enum ColourOrder
{
    /// <summary>Not said.</summary>
    Unspecified,

    /// <summary>One channel: grey, or the luma 0.299 R + 0.587 G + 0.114 B of a coloured picture.</summary>
    Luma,

    /// <summary>
    /// One channel: the luma of ITU-R BT.601 in the studio range, 16 + 65.481 R + 128.553 G + 24.966 B of 255 with R,
    /// G, B in 0 … 1. A grey picture is taken as R = G = B.
    /// </summary>
    StudioLuma,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,
}
