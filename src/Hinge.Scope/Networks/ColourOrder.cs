namespace Hinge.Scope.Networks;

/// <summary>What the channels of a network's input are.</summary>
public enum ColourOrder
{
    /// <summary>One channel: 0.299 R + 0.587 G + 0.114 B.</summary>
    Luma,

    /// <summary>
    /// One channel: the luma of ITU-R BT.601 in the studio range, 16 + 65.481 R + 128.553 G + 24.966 B of 255 with R,
    /// G, B in 0 … 1. A grey picture is taken as R = G = B.
    /// </summary>
    StudioLuma,

    /// <summary>Three channels: red, green, blue.</summary>
    Rgb,

    /// <summary>Three channels: blue, green, red.</summary>
    Bgr,
}
