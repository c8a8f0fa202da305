using System.CommandLine;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Cli.Scope;

/// <summary>How a command of LinearScope on one network and one picture is made.</summary>
internal static class ScopeCommand
{
    /// <summary>A command with the common options.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="body">Does it: prints lines, fills the document and the report.</param>
    /// <param name="symbols">Its own arguments and options.</param>
    public static Command Create(
        string name, string description, Action<ScopeRun> body, params ReadOnlySpan<Symbol> symbols)
    {
        Command command = new(name, description);
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }
        return Subject.AddOptions(command).Runs(context => Run(context, name, body));
    }

    private static void Run(CommandContext context, string name, Action<ScopeRun> body)
    {
        context.UseTorch();
        using DisposeScope disposal = NewDisposeScope();
        using Subject subject = Subject.Open(context);
        using ScopeRun run = new(context, name, subject);
        body(run);
        run.Finish();
    }
}
