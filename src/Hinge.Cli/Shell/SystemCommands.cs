using System.CommandLine;

namespace Hinge.Cli.Shell;

/// <summary>The commands of one system.</summary>
/// <param name="Group">The group, named as the tour's stop, with the system's commands below it.</param>
/// <param name="Examples">Command lines worth copying into the help page, each starting with <c>hinge</c>.</param>
public sealed record SystemCommands(Command Group, IReadOnlyList<string> Examples);
