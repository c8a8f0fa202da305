namespace Hinge.Core.Pictures;

/// <summary>What the samples of a PNG pixel are; the numbers are the format's.</summary>
public enum PngColour
{
    /// <summary>One sample: brightness.</summary>
    Grey = 0,

    /// <summary>Three samples: red, green, blue.</summary>
    Rgb = 2,

    /// <summary>One sample: an index into the palette.</summary>
    Palette = 3,

    /// <summary>Two samples: brightness and opacity.</summary>
    GreyAlpha = 4,

    /// <summary>Four samples: red, green, blue, opacity.</summary>
    Rgba = 6,
}
