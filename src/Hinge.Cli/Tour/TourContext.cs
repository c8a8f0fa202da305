using Hinge.Core.Runs;

namespace Hinge.Cli.Tour;

/// <summary>What a stop is given.</summary>
/// <param name="Seed">The seed of every random number of the stop.</param>
/// <param name="Folder">The tour's run folder; a stop writes files below its own name, <c>Folder.File("scope/F.npz")</c>.</param>
/// <param name="Progress">Takes the steps of the work.</param>
public sealed record TourContext(ulong Seed, RunFolder Folder, IProgress<RunProgress> Progress);
