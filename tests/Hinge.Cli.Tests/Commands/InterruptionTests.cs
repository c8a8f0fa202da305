using System.Diagnostics;
using System.Runtime.InteropServices;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Commands;

public partial class InterruptionTests
{
    private const int Interrupt = 2, Terminate = 15;

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void A_signal_ends_a_tour_with_130_and_leaves_whole_files_only(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        using TemporaryFolder scratch = new();
        using Process tour = BuiltProgram.Start(BuiltProgram.Host, null, ["tour", "endless", "--out", scratch.Path]);
        string folder = Await(() => Directory.GetDirectories(scratch.Path).FirstOrDefault());
        string unfinished = Await(() => Directory.Exists(Path.Combine(folder, "endless"))
            ? Directory.GetFiles(Path.Combine(folder, "endless"), ".hinge-*").FirstOrDefault()
            : null);

        Send(tour, signal);
        ProgramResult result = BuiltProgram.Run(tour);

        Assert.Equal(130, result.ExitCode);
        Assert.Equal("hinge: cancelled", result.ErrorLine);
        Assert.False(File.Exists(unfinished));
        Assert.Equal(["settings.json", "whole.txt"], Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path)).Where(name => name != "metrics.jsonl").Order());
    }

    [Fact]
    public void A_second_signal_ends_work_that_does_not_listen()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        using TemporaryFolder scratch = new();
        using Process tour = BuiltProgram.Start(BuiltProgram.Host, null, ["tour", "deaf", "--out", scratch.Path]);
        Await(() => Directory.GetFiles(scratch.Path, "deaf.txt", SearchOption.AllDirectories).FirstOrDefault());

        Send(tour, Interrupt);
        Assert.False(tour.WaitForExit(300));
        Send(tour, Interrupt);

        Assert.Equal(130, BuiltProgram.Run(tour).ExitCode);
    }

    private static string Await(Func<string?> find)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (waited.Elapsed < TimeSpan.FromMinutes(1))
        {
            if (find() is string found)
                return found;
            Thread.Sleep(20);
        }
        throw new TimeoutException("the program did not come so far");
    }

    private static void Send(Process process, int signal) => Assert.Equal(0, Kill(process.Id, signal));

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
