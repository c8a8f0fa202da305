using System.Diagnostics;
using Hinge.Core;

namespace Hinge.Flight.Export;

/// <summary>Programs of others, run to their end within a limit of time.</summary>
internal static class ChildProcess
{
    /// <summary>Where a program lies.</summary>
    /// <param name="name">Without folder.</param>
    /// <param name="searchPath">Folders as in <c>PATH</c>.</param>
    /// <returns>Null where it is absent.</returns>
    public static string? Find(string name, string searchPath)
    {
        string file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        return searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }

    /// <summary>What a program says on both outputs.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="limit">It is ended after this long.</param>
    /// <param name="cancellation">Ends it at once.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="RunFailedException">It cannot be started, ran too long, or ended with another code than 0.
    /// </exception>
    public static string Run(
        string program, string folder, TimeSpan limit, CancellationToken cancellation,
        params IEnumerable<string> arguments)
    {
        string name = Path.GetFileNameWithoutExtension(program);
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // Messages are searched for words, so they must be in the language of the words.
        start.Environment["LC_ALL"] = "C";
        using Process process = Start(start, name);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(limit);
        try
        {
            Task.WhenAll(output, error, process.WaitForExitAsync(deadline.Token)).WaitAsync(deadline.Token)
                .GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellation.ThrowIfCancellationRequested();
            throw new RunFailedException($"{name} did not end within {limit.TotalSeconds:0} s");
        }
        string text = output.Result + error.Result;
        return process.ExitCode == 0 ? text : throw new RunFailedException(
            $"{name} ended with code {process.ExitCode}: {FirstComplaint(text)}");
    }

    private static Process Start(ProcessStartInfo start, string name)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception cause)
        {
            throw new RunFailedException($"{name} cannot be started: {cause.Message}", cause);
        }
    }

    private static string FirstComplaint(string text)
    {
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        // A linker complains before the compiler sums it up as an error.
        string line = lines.FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)
                || line.Contains("cannot find", StringComparison.Ordinal))
            ?? lines.FirstOrDefault("it said nothing");
        return line.Length > 300 ? line[..300] + "…" : line;
    }
}
