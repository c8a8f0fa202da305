using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Scope;

/// <summary><c>hinge scope</c> as the real executable, with a folder for its runs.</summary>
public abstract class ScopeProgram : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The folder of files and runs.</summary>
    protected TemporaryFolder Folder => _folder;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Runs a command; its runs go into the folder.</summary>
    protected ProgramResult Scope(params string[] arguments) =>
        BuiltProgram.Run(BuiltProgram.Hinge, ["scope", .. arguments, "--out", _folder.Path]);

    /// <summary>Runs a command that must succeed, and reads its document.</summary>
    protected JsonNode Json(params string[] arguments)
    {
        ProgramResult run = Scope([.. arguments, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonNode.Parse(run.Output)!;
    }

    /// <summary>Runs a command that must be refused in one line, and leave nothing.</summary>
    protected void AssertRefused(string expected, params string[] arguments)
    {
        int before = Directory.GetDirectories(_folder.Path).Length;
        ProgramResult run = Scope(arguments);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains(expected, Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetDirectories(_folder.Path).Length);
    }

    /// <summary>Files that a run left beside those that every run leaves.</summary>
    protected static string[] FilesOf(JsonNode document)
    {
        string[] always = ["settings.json", "result.json", "report.html", "metrics.jsonl"];
        string[] all = [.. Directory.GetFiles((string)document["folder"]!).Select(file => Path.GetFileName(file))];
        Assert.Empty(always.Except(all));
        return [.. all.Except(always).Order(StringComparer.Ordinal)];
    }

    /// <summary>A number of a document.</summary>
    protected static double Number(JsonNode node, string name) => node[name]!.GetValue<double>();

    /// <summary>A graph file of one unit.</summary>
    protected string MinimalGraph()
    {
        string path = _folder.File("minimal.json");
        File.WriteAllText(path, """
            {"version": 1, "input": {"name": "x", "shape": [1, null, null]},
             "nodes": [{"op": "relu", "name": "y", "in": ["x"]}], "output": "y"}
            """);
        return path;
    }
}
