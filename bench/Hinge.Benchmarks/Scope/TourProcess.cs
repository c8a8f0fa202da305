using System.Diagnostics;
using Hinge.Testing;

namespace Hinge.Benchmarks.Scope;

/// <summary>P8: <c>hinge tour scope</c> as a user runs it, from the start of the process to its end.</summary>
internal static class TourProcess
{
    public static IEnumerable<Goal> Measure(int rounds)
    {
        Timing time = Benchmarks.Measure.Rounds(rounds, Run)[0];
        yield return Goal.Within(
            "P8", "`hinge tour scope`, whole process", "seconds", "s", 30, 15, time.Median, $" ({time})");
    }

    private static void Run()
    {
        using TemporaryFolder folder = new();
        ProcessStartInfo start = new(Program(), ["tour", "scope"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"hinge tour scope ended with {process.ExitCode}: {errors.Result}");
    }

    // artifacts/bin/<project>/<configuration>/
    private static string Program()
    {
        DirectoryInfo mine = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(mine.Parent!.Parent!.FullName, "Hinge.Cli", mine.Name, "hinge");
    }
}
