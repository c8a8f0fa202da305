namespace Hinge.Flight.Export;

/// <summary>How the C source of a policy did on one machine.</summary>
/// <param name="Name">The machine.</param>
public sealed record CPolicyTarget(string Name)
{
    /// <summary>Why it did not run, with the package to install; null where it ran.</summary>
    public string? Skipped { get; init; }

    /// <summary>Largest difference of an action from <see cref="Policy.Act"/>; null where it did not run.</summary>
    public double? Deviation { get; init; }

    /// <summary>Code and constants of the policy alone, in bytes; null where it is not measured.</summary>
    public int? Flash { get; init; }

    /// <summary>Instructions of one inference; null where they are not counted.</summary>
    public int? Instructions { get; init; }

    /// <summary>Stack of one inference, in bytes; null where it is not measured.</summary>
    public int? Stack { get; init; }
}
