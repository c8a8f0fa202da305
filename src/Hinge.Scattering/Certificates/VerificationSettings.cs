namespace Hinge.Scattering.Certificates;

/// <summary>How hard a certificate is attacked.</summary>
public sealed record VerificationSettings
{
    /// <summary>Random pairs of signals.</summary>
    public int Pairs { get; init; } = 1000;

    /// <summary>Starts of the ascent.</summary>
    public int Starts { get; init; } = 20;

    /// <summary>Power iterations of each start.</summary>
    public int AscentSteps { get; init; } = 12;

    /// <summary>Signals that are shifted.</summary>
    public int Shifts { get; init; } = 24;

    /// <summary>Deformed signals of each class.</summary>
    public int Deformations { get; init; } = 48;

    /// <summary>The seed; the same one repeats every attack.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Signals of the user's, one after the other, to begin pairs and ascents with; may be empty.</summary>
    public ReadOnlyMemory<double> Signals { get; init; }
}
