namespace Hinge.Plots.Charts;

/// <summary>How values are laid along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal distances for equal differences.</summary>
    Linear,

    /// <summary>Equal distances for equal ratios; values that are not positive leave a gap.</summary>
    Logarithmic,
}
