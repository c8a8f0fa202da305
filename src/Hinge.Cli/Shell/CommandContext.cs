using System.CommandLine;
using System.Text.Json.Nodes;
using Hinge.Core.Runs;
using Hinge.Torch.Native;

namespace Hinge.Cli.Shell;

/// <summary>What a running command has: arguments, a way to speak, to report progress, and to stop.</summary>
public sealed class CommandContext
{
    private readonly Terminal _terminal;

    internal CommandContext(ParseResult arguments, Terminal terminal, CancellationToken cancellation)
    {
        Arguments = arguments;
        _terminal = terminal;
        Cancellation = cancellation;
    }

    /// <summary>The parsed command line; ask it for the values of the command's own arguments and options.</summary>
    public ParseResult Arguments { get; }

    /// <summary>Set when the user wants the command to stop; the work then throws.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Takes the steps of long work: a live bar on a terminal, a line every few seconds elsewhere.</summary>
    public IProgress<RunProgress> Progress => _terminal.Progress;

    /// <summary>Whether one JSON document is wanted in place of text.</summary>
    public bool Json => Arguments.GetValue(CommonOptions.Json);

    /// <summary>The seed of the run.</summary>
    public ulong Seed => Arguments.GetValue(CommonOptions.Seed);

    /// <summary>The folder that receives run folders.</summary>
    public string RunsFolder => Arguments.GetValue(CommonOptions.Out)!;

    /// <summary>Loads libtorch with the threads the user asked for; call it before the first tensor.</summary>
    /// <exception cref="LibTorchException">libtorch does not load here.</exception>
    public void UseTorch() => LibTorch.Ensure(Arguments.GetValue(CommonOptions.Threads));

    /// <summary>Makes the folder of this run.</summary>
    /// <param name="system">The system's short name.</param>
    /// <param name="runs">The folder that receives it; null for <see cref="RunsFolder"/>.</param>
    /// <exception cref="Core.InputException">The folder cannot be made.</exception>
    public RunFolder CreateRunFolder(string system, string? runs = null) =>
        RunFolder.Create(runs ?? RunsFolder, system, Seed, Time.GetLocalNow());

    /// <summary>The clock.</summary>
    public TimeProvider Time => _terminal.Time;

    /// <summary>The line in green or red where standard output is a terminal, unchanged elsewhere.</summary>
    public string Colour(string line, bool good) =>
        _terminal.Colour ? $"\e[{(good ? 32 : 31)}m{line}\e[0m" : line;

    /// <summary>Writes the stack trace of an error the command survives; nothing without <c>--verbose</c>.</summary>
    public void WriteTrace(Exception survived)
    {
        if (Arguments.GetValue(CommonOptions.Verbose))
            _terminal.WriteError(survived.ToString());
    }

    /// <summary>Writes a line of the result on standard output; nothing under <c>--json</c>.</summary>
    public void WriteLine(string line)
    {
        if (!Json)
            _terminal.WriteLine(line);
    }

    /// <summary>Writes the one document of <c>--json</c>; nothing without it.</summary>
    public void WriteJson(JsonNode document)
    {
        if (Json)
            _terminal.WriteLine(JsonText.Of(document));
    }
}
