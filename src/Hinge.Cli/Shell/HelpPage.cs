using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Hinge.Cli.Shell;

/// <summary><c>--help</c>: a page of our own for the program, the parser's page for a command.</summary>
internal sealed class HelpPage(Catalog catalog, Terminal terminal) : SynchronousCommandLineAction
{
    private const int LineWidth = 100;   // of the parser's page, whatever the terminal's

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is RootCommand root)
            WriteProgram(root);
        else
            new HelpAction { MaxWidth = LineWidth }.Invoke(parseResult);
        return ExitCode.Done;
    }

    private void WriteProgram(RootCommand root)
    {
        string[] systems = [.. catalog.Systems.Select(system => system.Group.Name)];
        terminal.WriteLine(
            $"""
            hinge {Application.Version}
            {root.Description}
            Each system does one thing with that unit, on your own data, in .NET.

            Usage: hinge <command> [options]

            Start here
            """);
        WriteCommands(root.Subcommands.Where(command => !systems.Contains(command.Name)));
        if (systems.Length > 0)
        {
            terminal.WriteLine("\nSystems ('hinge <system> --help' lists the commands of one)");
            WriteCommands(catalog.Systems.Select(system => system.Group));
        }

        terminal.WriteLine(
            """

            Examples
              hinge tour                    every system on small built-in data, one report.html
              hinge tour --out /tmp/runs    the same, in a folder of your choice
              hinge doctor                  what this machine has, and what to install
            """);
        foreach (string example in catalog.Systems.SelectMany(system => system.Examples))
            terminal.WriteLine("  " + example);

        terminal.WriteLine(
            """

            Options of every command
              -h, --help    what a command takes
              --verbose     the stack trace of an error
              --version     the version (without a command)

            Results go to standard output, progress and errors to standard error.

            Exit codes
              0      done
              1      the run failed: a check did not hold, a target was missed
              2      wrong usage or bad input
              130    cancelled
            """);
    }

    private void WriteCommands(IEnumerable<Command> commands)
    {
        foreach (Command command in commands)
            terminal.WriteLine($"  {command.Name,-9} {command.Description}");
    }
}
