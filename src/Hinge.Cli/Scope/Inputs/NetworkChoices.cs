using Hinge.Scope.Networks;

namespace Hinge.Cli.Scope.Inputs;

/// <summary>What a user says of a network besides its name and weights.</summary>
internal sealed record NetworkChoices
{
    /// <summary>What it takes; null for what it says itself.</summary>
    public NetworkInput? Input { get; init; }

    /// <summary>Whether a network of one channel is given the plain luma.</summary>
    public bool Luma { get; init; }

    /// <summary>Whether it is explained in the picture's own values.</summary>
    public bool Raw { get; init; }

    /// <summary>Whether to compute in double precision.</summary>
    public bool Double { get; init; }

    /// <summary>Seed of random weights.</summary>
    public ulong Seed { get; init; }

    /// <summary>What weights leave open, or random ones need.</summary>
    public ArchitectureOptions Options { get; init; } = new();
}
