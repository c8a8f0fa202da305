using Hinge.Flight.Learning;

namespace Hinge.Flight.Runs;

/// <summary>What one training of a study came to.</summary>
/// <param name="Case">What was taken away.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Selected">What was selected.</param>
/// <param name="Score">The test of the selected policy.</param>
/// <param name="Tail">Mean distance of survivors in the last two fifths, in m; null without survivors.</param>
/// <param name="EightRmse">Error along the figure-eight of 5.5 s, in m; null where it did not get that far.</param>
/// <param name="EightLostAt">When it was lost there, in s; null where it was not.</param>
/// <param name="ProcessorSeconds">What it took; null when it was finished before.</param>
public sealed record SeedOutcome(
    Ablations Case,
    ulong Seed,
    string Folder,
    string Selected,
    CandidateScore Score,
    double? Tail,
    double? EightRmse = null,
    double? EightLostAt = null,
    double? ProcessorSeconds = null);
