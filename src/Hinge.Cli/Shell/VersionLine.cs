using System.CommandLine;
using System.CommandLine.Invocation;

namespace Hinge.Cli.Shell;

/// <summary><c>--version</c>.</summary>
internal sealed class VersionLine(Terminal terminal) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        terminal.WriteLine($"hinge {Application.Version}");
        return ExitCode.Done;
    }
}
