using Hinge.Cli.Flight;
using Hinge.Cli.Scattering;
using Hinge.Cli.Scope;
using Hinge.Cli.Shell;
using Hinge.Cli.Tour;

namespace Hinge.Cli;

/// <summary>What the executable offers beside <c>tour</c> and <c>doctor</c>; a system adds a line to each.</summary>
/// <param name="Systems">The systems' command groups, in the order of the help page.</param>
/// <param name="Stops">The stops of the tour, in the order in which they run.</param>
public sealed record Catalog(IReadOnlyList<SystemCommands> Systems, IReadOnlyList<ITourStop> Stops)
{
    /// <summary>The systems of this build.</summary>
    public static Catalog Create() => new(
        Systems: [ScopeCommands.Create(), ScatterCommands.Create(), FlyCommands.Create()],
        Stops: [new ScopeStop(), new ScatterStop(), new FlyStop()]);
}
