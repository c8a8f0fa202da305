using System.Diagnostics;
using Hinge.Cli.Tests.Programs;

namespace Hinge.Cli.Tests.Packaging;

/// <summary>Runs the SDK's own command, as a user would from a fresh shell.</summary>
public static class DotNet
{
    /// <summary>The configuration these tests were built in.</summary>
    public static string Configuration =>
        Path.GetFileName(BuiltProgram.FolderOf("Hinge.Cli")) is "release" ? "Release" : "Debug";

    /// <summary>Runs <c>dotnet</c> and expects it to succeed; skips the test where there is no SDK.</summary>
    /// <returns>What it wrote on standard output.</returns>
    public static string Run(string folder, params string[] arguments)
    {
        Assert.SkipWhen(Command is null, "needs the .NET SDK");
        ProcessStartInfo start = new(Command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What 'dotnet test' sets for its own children would bind this SDK to that one's choices.
        foreach (string name in start.Environment.Keys.ToArray())
            if (name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))
                start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        ProgramResult result = BuiltProgram.Run(process);
        Assert.True(result.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{result.Output}\n{result.Error}");
        return result.Output;
    }

    // Where the runtime lies in an SDK, the command lies three folders up.
    private static string? Command { get; } = new[]
    {
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
        Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet"),
    }.FirstOrDefault(path => File.Exists(path) && Directory.Exists(Path.Combine(Path.GetDirectoryName(path)!, "sdk")));
}
