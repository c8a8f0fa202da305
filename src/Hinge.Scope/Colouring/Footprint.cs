namespace Hinge.Scope.Colouring;

/// <summary>Which outputs one input pixel can reach, whatever the weights and gates (spec §6).</summary>
/// <param name="Y">Along the columns of the picture; null when an input can reach the whole height.</param>
/// <param name="X">Along the rows of the picture; null when an input can reach the whole width.</param>
/// <param name="Obstacle">Why an axis has no footprint; null when both have one.</param>
public sealed record Footprint(AxisFootprint? Y, AxisFootprint? X, string? Obstacle)
{
    /// <summary>The footprint of a map that may connect everything.</summary>
    public static Footprint Whole(string obstacle) => new(null, null, obstacle);

    /// <summary>Whether both axes have a footprint.</summary>
    public bool IsLocal => Y is not null && X is not null;

    /// <summary>Which inputs can reach one output.</summary>
    public Footprint Reverse() => this with { Y = Y?.Reverse(), X = X?.Reverse() };

    /// <summary>Height and width of the box, for example <c>26 x 26</c>.</summary>
    public override string ToString() =>
        $"{Y?.Extent.ToString() ?? "whole height"} x {X?.Extent.ToString() ?? "whole width"}";
}
