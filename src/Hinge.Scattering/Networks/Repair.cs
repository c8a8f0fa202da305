namespace Hinge.Scattering.Networks;

/// <summary>How a module that is not admissible is made so.</summary>
public enum Repair
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Every atom multiplied by C^{-1/2}: shapes stay.</summary>
    Scale,

    /// <summary>Every atom divided by √LP: exactly Parseval, other shapes.</summary>
    Tight,

    /// <summary>One more atom with |ĝ|² = B - LP, and every atom divided by √B.</summary>
    Complete,
}
