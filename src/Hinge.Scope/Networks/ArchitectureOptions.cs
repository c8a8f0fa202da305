namespace Hinge.Scope.Networks;

/// <summary>
/// What a user may choose of an architecture. Null means the published value, or what the weights say; an architecture
/// ignores what it does not have.
/// </summary>
public sealed record ArchitectureOptions
{
    /// <summary>Enlargement of a super-resolution network, 2 or more.</summary>
    public int? Scale { get; init; }

    /// <summary>Channels of its widest plain layers, or of its first stage.</summary>
    public int? Width { get; init; }

    /// <summary>Layers or blocks, in the architecture's own count.</summary>
    public int? Depth { get; init; }

    /// <summary>Scores of a classifier.</summary>
    public int? Classes { get; init; }

    /// <summary>The tail of FSRCNN.</summary>
    public UpsamplingTail Tail { get; init; }
}
