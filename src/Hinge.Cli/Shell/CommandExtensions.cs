using System.CommandLine;

namespace Hinge.Cli.Shell;

/// <summary>How a system declares its commands.</summary>
public static class CommandExtensions
{
    /// <summary>Says what a command does.</summary>
    /// <param name="command">The command, with its own arguments and options.</param>
    /// <param name="run">
    /// Does the work and returns when it is done (exit code 0). Bad input is an <see cref="Core.InputException"/>
    /// (exit code 2), a run that failed a <see cref="Core.RunFailedException"/> (exit code 1).
    /// </param>
    /// <returns>The same command.</returns>
    public static Command Runs(this Command command, Action<CommandContext> run)
    {
        command.Action = new CommandAction(run);
        return command;
    }

    /// <summary>Adds the options of every command that leaves a run folder: --out, --seed, --threads, --json.</summary>
    /// <returns>The same command.</returns>
    public static Command WithRunOptions(this Command command)
    {
        command.Options.Add(CommonOptions.Out);
        command.Options.Add(CommonOptions.Seed);
        command.Options.Add(CommonOptions.Threads);
        command.Options.Add(CommonOptions.Json);
        return command;
    }
}
