namespace Hinge.Scope.Lanes;

/// <summary>What an interpreter lane does with constants.</summary>
public enum LaneKind
{
    /// <summary>Biases and offsets on: v ↦ F v + r.</summary>
    Affine,

    /// <summary>Biases and offsets off: v ↦ F v.</summary>
    Linear,

    /// <summary>Only one bias site on: v ↦ F v + r^(s).</summary>
    Site,
}
