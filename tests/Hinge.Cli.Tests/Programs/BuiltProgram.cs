using System.Diagnostics;

namespace Hinge.Cli.Tests.Programs;

/// <summary>Starts executables of this build as a user does, with pipes in place of a terminal.</summary>
public static class BuiltProgram
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    /// <summary>The folder of a project's build in the configuration of these tests.</summary>
    public static string FolderOf(string project)
    {
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, configuration));
    }

    /// <summary>The executable <c>hinge</c>.</summary>
    public static string Hinge => Path.Combine(FolderOf("Hinge.Cli"), Executable("hinge"));

    /// <summary>The shell of <c>hinge</c> around stops made for tests.</summary>
    public static string Host => Path.Combine(FolderOf("Hinge.Cli.Host"), Executable("Hinge.Cli.Host"));

    /// <summary>The root of this checkout.</summary>
    public static string Root => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    /// <summary>Runs a program to its end.</summary>
    public static ProgramResult Run(string program, params string[] arguments) => Run(Start(program, null, arguments));

    /// <summary>Runs a program in a folder to its end.</summary>
    public static ProgramResult RunIn(string folder, string program, params string[] arguments) =>
        Run(Start(program, folder, arguments));

    /// <summary>Starts a program whose standard input is empty.</summary>
    public static Process Start(string program, string? folder, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Waits for the end of a process, reading what it says.</summary>
    public static ProgramResult Run(Process process)
    {
        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(s_limit))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"{process.StartInfo.FileName} did not end within {s_limit}");
            }
            return new ProgramResult(process.ExitCode, output.Result, error.Result);
        }
    }

    private static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;
}
