namespace Hinge.Plots.Charts;

/// <summary>The colours of a heat map.</summary>
public enum HeatColours
{
    /// <summary>Dark to light with the value, evenly perceived and safe for colour-blind readers (viridis).</summary>
    Sequential,

    /// <summary>Blue below zero, white at zero, red above; the scale is symmetric.</summary>
    Diverging,
}
