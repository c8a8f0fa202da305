using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Pictures;
using Hinge.Core.Runs;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Scope;

/// <summary>
/// One run of a command of LinearScope: lines for the user, a document for <c>result.json</c> and <c>--json</c>, a
/// report, and the folder of all that. The folder is made with the first file, so that refused input leaves none.
/// </summary>
internal sealed class ScopeRun : IDisposable
{
    private readonly string _command;
    private readonly List<string> _written = [];
    private RunFolder? _folder;
    private string? _failure;

    /// <summary>A run that has written nothing yet.</summary>
    public ScopeRun(CommandContext context, string command, Subject subject)
    {
        (Context, _command, Subject) = (context, command, subject);
        Report = new(
            $"hinge scope {command}: {subject.Network.Name}", $"{subject.Network.Name} at {subject.Input.Source}");
    }

    /// <summary>Arguments, progress, cancellation.</summary>
    public CommandContext Context { get; }

    /// <summary>The network and the picture.</summary>
    public Subject Subject { get; }

    /// <summary>The report, to be filled.</summary>
    public Report Report { get; }

    /// <summary>The result, to be filled.</summary>
    public JsonObject Document { get; } = [];

    /// <summary>The folder that receives the run's own; null for the one that the user asked for.</summary>
    public string? RunsFolder { get; set; }

    /// <summary>A line of the result.</summary>
    public void WriteLine(string line) => Context.WriteLine(line);

    /// <summary>The path of a file of the run, which will be named at the end.</summary>
    public string File(string name)
    {
        _folder ??= Context.CreateRunFolder("scope", RunsFolder);
        _written.Add(name);
        return _folder.File(name);
    }

    /// <summary>Writes a picture into the run's folder.</summary>
    public void WritePicture(string name, Picture picture) => PngFile.Write(File(name), picture);

    /// <summary>Lets the run end with an error once everything is written.</summary>
    public void FailWith(string message) => _failure = message;

    /// <summary>Writes what the run found, and says where.</summary>
    /// <exception cref="RunFailedException">The run found that something does not hold.</exception>
    public void Finish()
    {
        string page = File("report.html");
        Document["network"] = Subject.Network.Name;
        Document["input"] = Subject.Input.Source;
        JsonObject settings = Subject.Describe();
        settings["command"] = _command;
        _folder!.WriteSettings(settings, JsonText.Type);
        _folder.WriteResult((JsonObject)JsonText.Finite(Document)!, JsonText.Type);
        Report.Write(page);
        WriteLine($"wrote {Path.GetDirectoryName(page)}: {string.Join(' ', _written)}");
        Document["folder"] = _folder.Path;
        Context.WriteJson(Document);
        if (_failure is not null)
            throw new RunFailedException(_failure);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder?.Dispose();
}
