using System.Text.Json;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Commands;

public class TourTests
{
    [Fact]
    public void A_passing_stop_is_one_line_and_a_whole_run_folder()
    {
        using TemporaryFolder scratch = new();

        ProgramResult result = BuiltProgram.RunIn(scratch.Path, BuiltProgram.Host, "tour", "pass", "--seed", "7");

        Assert.Equal(0, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.StartsWith("pass      1 + 1 + 1 = 3", result.Output, StringComparison.Ordinal);
        string folder = Assert.Single(Directory.GetDirectories(scratch.File("runs")));
        Assert.EndsWith("-tour-7", folder, StringComparison.Ordinal);
        Assert.Contains(folder, result.Output, StringComparison.Ordinal);
        foreach (string name in new[] { "settings.json", "result.json" })
            Assert.True(File.Exists(Path.Combine(folder, name)), name);
        string report = File.ReadAllText(Path.Combine(folder, "report.html"));
        foreach (string text in new[] { "1 + 1 + 1 = 3", "exact", "Addition", "Three ones.", "seed 7" })
            Assert.Contains(text, report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_stop_does_not_end_the_tour_but_decides_its_exit_code()
    {
        using TemporaryFolder scratch = new();

        ProgramResult result = BuiltProgram.Run(
            BuiltProgram.Host, "tour", "nan", "break", "fail", "pass", "--out", scratch.Path);

        Assert.Equal(1, result.ExitCode);
        string[] lines = result.Output.Split('\n');
        // The order is the catalog's, whatever the order of the words.
        Assert.StartsWith("pass      1 + 1 + 1 = 3", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("fail      FAILED  completeness 3e-2, expected at most", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("break     FAILED  unexpected InvalidOperationException: first line second line", lines[2],
            StringComparison.Ordinal);
        Assert.StartsWith("nan       loss NaN", lines[3], StringComparison.Ordinal);
        Assert.Equal("hinge: 2 of 4 stops failed: fail break", result.ErrorLine);
        string folder = Assert.Single(Directory.GetDirectories(scratch.Path));
        string report = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("completeness 3e-2", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_document_that_has_every_number()
    {
        using TemporaryFolder scratch = new();

        ProgramResult result = BuiltProgram.Run(BuiltProgram.Host,
            "tour", "pass", "fail", "nan", "--out", scratch.Path, "--json", "--threads", "1",
            "--seed", "18446744073709551615");

        Assert.Equal(1, result.ExitCode);
        JsonElement document = JsonDocument.Parse(result.Output).RootElement;
        JsonElement[] stops = [.. document.GetProperty("stops").EnumerateArray()];
        Assert.Equal(["pass", "fail", "nan"], stops.Select(stop => stop.GetProperty("name").GetString()));
        Assert.Equal([true, false, true], stops.Select(stop => stop.GetProperty("passed").GetBoolean()));
        Assert.Equal(ulong.MaxValue, stops[0].GetProperty("fields").GetProperty("seed").GetUInt64());
        Assert.Equal(1, stops[0].GetProperty("fields").GetProperty("threads").GetInt32());
        Assert.Equal("NaN", stops[2].GetProperty("fields").GetProperty("loss").GetString());
        Assert.Equal("Infinity", stops[2].GetProperty("fields").GetProperty("bound").GetString());
        Assert.True(Directory.Exists(document.GetProperty("folder").GetString()));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        using TemporaryFolder scratch = new();
        string[] arguments = ["tour", "pass", "nan", "--out", scratch.Path];
        BuiltProgram.Run(BuiltProgram.Host, arguments);
        BuiltProgram.Run(BuiltProgram.Host, arguments);

        string[] folders = Directory.GetDirectories(scratch.Path);
        Assert.Equal(2, folders.Length);
        string[] names = [.. Directory.GetFiles(folders[0]).Select(path => Path.GetFileName(path))];
        Assert.Equal(names.Order(), Directory.GetFiles(folders[1]).Select(path => Path.GetFileName(path)).Order());
        byte[][] Contents(string folder) => [.. names.Select(name => File.ReadAllBytes(Path.Combine(folder, name)))];
        Assert.Equal(Contents(folders[0]), Contents(folders[1]));
    }

    [Fact]
    public void The_stack_trace_is_there_on_request_only()
    {
        using TemporaryFolder scratch = new();
        const string Frame = "   at Hinge.Cli.Host.Stops.BreakingStop.Run";

        string[] arguments = ["tour", "break", "--out", scratch.Path];
        ProgramResult silent = BuiltProgram.Run(BuiltProgram.Host, arguments);
        ProgramResult verbose = BuiltProgram.Run(BuiltProgram.Host, [.. arguments, "--verbose"]);

        Assert.DoesNotContain(Frame, silent.Error + silent.Output, StringComparison.Ordinal);
        Assert.Contains(Frame, verbose.Error, StringComparison.Ordinal);
    }
}
