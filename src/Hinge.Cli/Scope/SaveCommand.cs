using System.CommandLine;
using Hinge.Cli.Shell;
using Hinge.Core;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope save</c>: an interpreter in a file, to be used again without running the network.</summary>
internal static class SaveCommand
{
    private static readonly Argument<string> s_file = new("file") { Description = "File to write, *.scope by custom" };

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "save", "Save the interpreter at a picture, for --from", Run, s_file, CommonOptions.Overwrite);

    private static void Run(ScopeRun run)
    {
        string path = run.Context.Arguments.GetValue(s_file)!;
        if (run.Subject.Scope is null)
            throw new InputException("--from: save makes a file from a network and a picture");
        OutputFile.Check(run.Context, path);
        run.Subject.At.Save(path);
        long bytes = new FileInfo(path).Length;
        run.WriteLine($"saved {path}, {bytes:N0} bytes, {run.Subject.At.Calls.Count} frozen calls");
        run.Document["file"] = path;
        run.Document["bytes"] = bytes;
        run.Document["calls"] = run.Subject.At.Calls.Count;
    }
}
