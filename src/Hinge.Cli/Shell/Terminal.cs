using Hinge.Core.Runs;
using Spectre.Console;

namespace Hinge.Cli.Shell;

/// <summary>
/// Where results and messages go. Results go to standard output; progress and errors go to standard error. Colours and
/// moving bars are for a terminal only, so that a pipe or a file receives plain lines.
/// </summary>
public sealed class Terminal
{
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly ProgressDisplay _progress;

    /// <summary>A terminal of any two writers.</summary>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives progress and errors.</param>
    /// <param name="live">Draws a bar on <paramref name="error"/>; null when that is no terminal.</param>
    /// <param name="colour">Whether results may carry colours.</param>
    /// <param name="time">The clock.</param>
    public Terminal(TextWriter output, TextWriter error, IAnsiConsole? live, bool colour, TimeProvider time)
    {
        _output = output;
        _error = error;
        Colour = colour;
        Time = time;
        _progress = new ProgressDisplay(
            () => live is null ? new LineProgress(error, time) : new LiveProgress(live));
    }

    /// <summary>The clock: of run folders' names and of progress lines.</summary>
    public TimeProvider Time { get; }

    /// <summary>Whether results may carry colours: standard output is a terminal and NO_COLOR is not set.</summary>
    public bool Colour { get; }

    /// <summary>Takes the steps of long work.</summary>
    public IProgress<RunProgress> Progress => _progress;

    internal TextWriter Output => _output;

    /// <summary>The terminal, pipes or files this process was started with.</summary>
    public static Terminal OfProcess()
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb" && !OperatingSystem.IsWindows();
        bool noColour = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        IAnsiConsole? live = Console.IsErrorRedirected || dumb
            ? null
            : AnsiConsole.Create(new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = noColour ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
                Interactive = InteractionSupport.Yes,
                Out = new AnsiConsoleOutput(Console.Error),
            });
        bool colour = !Console.IsOutputRedirected && !dumb && !noColour;
        return new Terminal(Console.Out, Console.Error, live, colour, TimeProvider.System);
    }

    /// <summary>Writes a line of the result, below a bar that is removed first.</summary>
    public void WriteLine(string line)
    {
        _progress.Close();
        _output.WriteLine(line);
    }

    /// <summary>Writes an error or a note on standard error.</summary>
    public void WriteError(string line)
    {
        _progress.Close();
        _error.WriteLine(line);
    }

    /// <summary>Removes a bar and shows the cursor again.</summary>
    public void Restore() => _progress.Close();
}
