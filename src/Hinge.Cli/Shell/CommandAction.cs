using System.CommandLine;
using System.CommandLine.Invocation;

namespace Hinge.Cli.Shell;

/// <summary>What a command does: returns when done and throws what <see cref="Failure"/> knows.</summary>
internal sealed class CommandAction(Action<CommandContext> run) : SynchronousCommandLineAction
{
    /// <summary>Carries the command out.</summary>
    public void Run(CommandContext context) => run(context);

    /// <summary>Commands are run by <see cref="Application"/>, which gives them a terminal and a way to stop.</summary>
    public override int Invoke(ParseResult parseResult) =>
        throw new InvalidOperationException("a command runs through Application.Run");
}
