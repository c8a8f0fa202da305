using System.CommandLine;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Torch.Native;

namespace Hinge.Cli.Doctor;

/// <summary><c>hinge doctor</c>: what this machine has of what Hinge needs, and what to do about the rest.</summary>
internal static class DoctorCommand
{
    /// <summary>The command.</summary>
    public static Command Create() =>
        new Command("doctor", "Check this machine: .NET, processor, libtorch, drawing, folders")
        {
            CommonOptions.Json,
        }.Runs(Run);

    private static void Run(CommandContext context)
    {
        LibTorchReport torch = LibTorch.Probe();
        Check[] checks = [.. Checks(torch)];
        foreach (string line in checks.SelectMany(DoctorTable.Lines))
            context.WriteLine(line);
        string[] missing = [.. checks.Where(check => check.Status == CheckStatus.Missing).Select(check => check.Name)];
        context.WriteJson(Document(checks, torch, missing.Length == 0));
        if (missing.Length > 0)
            throw new RunFailedException($"needed and not usable here: {string.Join(", ", missing)}");
    }

    private static IEnumerable<Check> Checks(LibTorchReport torch)
    {
        yield return RuntimeCheck.Run();
        yield return SystemCheck.Run();
        yield return ProcessorCheck.Run(torch);
        yield return CoresCheck.Run(torch);
        yield return MemoryCheck.Run();
        yield return LibTorchCheck.Run(torch);
        Check skia = SkiaCheck.Run();
        yield return skia;
        if (skia.Status == CheckStatus.Ok)
            yield return FontCheck.Run();
        yield return FolderCheck.Run("temporary", Path.GetTempPath(), "set TMPDIR to a folder that takes files");
        yield return FolderCheck.Run("current", Environment.CurrentDirectory, "give runs another place: --out DIR");
    }

    private static JsonObject Document(Check[] checks, LibTorchReport torch, bool ok) => new()
    {
        ["version"] = Application.Version,
        ["ok"] = ok,
        ["checks"] = new JsonArray([.. checks.Select(Document)]),
        ["libtorch"] = new JsonObject
        {
            ["version"] = torch.Version,
            ["cpuCapability"] = torch.CpuCapability,
            ["threads"] = torch.Threads,
            ["libraries"] = new JsonArray([.. torch.Libraries.Select(Document)]),
        },
    };

    private static JsonNode Document(Check check) => new JsonObject
    {
        ["name"] = check.Name,
        ["status"] = DoctorTable.Word(check.Status),
        ["value"] = check.Value,
        ["advice"] = check.Advice,
    };

    private static JsonNode Document(NativeLibraryReport library) => new JsonObject
    {
        ["name"] = library.Name,
        ["path"] = library.Path,
        ["loaded"] = library.Loaded,
        ["message"] = library.Message,
    };
}
