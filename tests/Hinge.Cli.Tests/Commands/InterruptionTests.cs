using System.Diagnostics;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Commands;

public class InterruptionTests
{
    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    public void A_signal_ends_a_tour_with_130_and_leaves_whole_files_only(int signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        using TemporaryFolder scratch = new();
        using Process tour = BuiltProgram.Start(BuiltProgram.Host, null, ["tour", "endless", "--out", scratch.Path]);
        string folder = Signals.Await(() => Directory.GetDirectories(scratch.Path).FirstOrDefault());
        string unfinished = Signals.Await(() => Directory.Exists(Path.Combine(folder, "endless"))
            ? Directory.GetFiles(Path.Combine(folder, "endless"), ".hinge-*").FirstOrDefault()
            : null);

        Signals.Send(tour, signal);
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
        Signals.Await(() => Directory.GetFiles(scratch.Path, "deaf.txt", SearchOption.AllDirectories).FirstOrDefault());

        Signals.Send(tour, Signals.Interrupt);
        Assert.False(tour.WaitForExit(300));
        Signals.Send(tour, Signals.Interrupt);

        Assert.Equal(130, BuiltProgram.Run(tour).ExitCode);
    }
}
