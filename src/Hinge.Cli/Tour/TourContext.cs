using Hinge.Core.Runs;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Tour;

/// <summary>What a stop is given.</summary>
/// <param name="Seed">The seed of every random number of the stop.</param>
/// <param name="Folder">The tour's run folder; a stop writes below its own name, <c>File("scope/F.npz")</c>.</param>
/// <param name="Report">The tour's report, to which a stop adds its sections; the summary line is added for it.</param>
/// <param name="Progress">Takes the steps of the work.</param>
public sealed record TourContext(ulong Seed, RunFolder Folder, Report Report, IProgress<RunProgress> Progress);
