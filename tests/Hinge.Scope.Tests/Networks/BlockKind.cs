namespace Hinge.Scope.Tests.Networks;

/// <summary>How a block's code joins its units.</summary>
public enum BlockKind
{
    /// <summary>One after the other.</summary>
    Chain,

    /// <summary>One after the other, plus the input.</summary>
    Residual,

    /// <summary>Input and result concatenated along the channels.</summary>
    Concatenation,

    /// <summary>Two branches through one shared unit, subtracted.</summary>
    Reuse,

    /// <summary>A classifier's end.</summary>
    Head,
}
