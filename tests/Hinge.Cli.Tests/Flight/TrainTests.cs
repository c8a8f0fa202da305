using System.Diagnostics;
using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Flight;

/// <summary><c>hinge fly train</c> and <c>evaluate</c> on short trainings.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_training_leaves_a_policy_that_other_commands_take()
    {
        ProgramResult run = Train("--steps", "31001", "--drone", "x500", "--seed", "3");
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            "x500: 2000.0 g, thrust/weight 3.25, hover action +0.110; task hover; recipe default; seed 3; 31,001 steps; ",
            run.Output, StringComparison.Ordinal);
        Assert.Contains("\nselected  the last actor\ntest      1000 episodes   return ", run.Output);
        string folder = Only();
        Assert.Equal(55_312, new FileInfo(Path.Combine(folder, "selected", "actor.bin")).Length);
        Assert.Equal(1001, File.ReadAllLines(Path.Combine(folder, "episodes.csv")).Length);
        Assert.False(File.Exists(Path.Combine(folder, "state.bin")));
        string report = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("How it learnt", report);
        foreach (string name in (string[])["traces/median.csv", "traces/figure-eight.csv", "progress.csv"])
        {
            Assert.Contains(name, report);
            Assert.True(new FileInfo(Path.Combine(folder, name)).Length > 50);
        }
        Assert.Contains("\ntrack     figure-eight 1 m, 5.5 s   RMSE ", run.Output);
        JsonNode[] records = [.. File.ReadLines(Path.Combine(folder, "metrics.jsonl"))
            .Select(line => JsonNode.Parse(line)!)];
        Assert.Equal(
            ["start 0", "progress 10000", "progress 20000", "progress 30000", "test 31001", "track 31001", "end 31001"],
            records.Select(each => $"{each["type"]} {each["step"]}"));
        Assert.Equal(3, (int)records[0]["seed"]!);
        JsonNode track = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "result.json")))!["track"]!;
        Assert.Equal("figure-eight 1 m, 5.5 s", (string)track["reference"]!);
        Assert.InRange((double)track["seconds"]!, 0.5, 30);

        ProgramResult evaluated = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "evaluate", folder, "--episodes", "50", "--json");
        JsonNode figures = JsonNode.Parse(evaluated.Output)!;
        Assert.Equal("x500", (string)figures["drone"]!);
        Assert.Equal(50, (int)figures["episodes"]!);
        Assert.InRange((double)figures["length"]!, 5, 500);
        ProgramResult clean = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "evaluate", folder, "--episodes", "50", "--clean", "--drone", "crazyflie");
        Assert.StartsWith("warning   trained on x500, flown on crazyflie\nevaluate  50 episodes   return ", clean.Output);
    }

    [Fact]
    public void An_interrupted_training_goes_on_to_the_same_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        string[] arguments = ["--steps", "100001", "--recipe", "faithful"];
        Assert.Equal(0, Train(arguments).ExitCode);
        string whole = Only();
        string[] files =
        [
            "settings.json", "metrics.jsonl", "result.json", "episodes.csv", "selected/actor.bin",
            "traces/median.csv", "traces/figure-eight.csv",
        ];
        byte[][] expected = [.. files.Select(file => File.ReadAllBytes(Path.Combine(whole, file)))];
        Directory.Delete(whole, recursive: true);

        using Process stopped = BuiltProgram.Start(
            BuiltProgram.Hinge, null, ["fly", "train", .. arguments, "--out", _folder.Path]);
        Signals.Await(() => Directory.GetFiles(_folder.Path, "state.bin", SearchOption.AllDirectories).FirstOrDefault());
        Signals.Send(stopped, Signals.Interrupt);
        Assert.Equal(130, BuiltProgram.Run(stopped).ExitCode);
        string part = Only();
        ProgramResult resumed = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "train", "--resume", part, "--threads", "1");
        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(expected, files.Select(file => File.ReadAllBytes(Path.Combine(part, file))));
        Assert.Equal(
            (2, $"hinge: {part}: this training is finished\n"),
            Refused(BuiltProgram.Run(BuiltProgram.Hinge, "fly", "train", "--resume", part)));
    }

    [Fact]
    public void Seeds_and_ablations_give_a_table_and_are_not_trained_twice()
    {
        ProgramResult run = Train("--steps", "30501", "--seeds", "3,1", "--ablate", "history", "--threads", "2");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("\nwithout history\n  seed   return ", run.Output);
        Assert.Contains("\n  return    median ", run.Output);
        Assert.Contains(" of 2; and >= 0.9: ", run.Output);
        string study = Only();
        Assert.Contains("Every seed: without history", File.ReadAllText(Path.Combine(study, "report.html")));
        Assert.Equal(3, File.ReadAllLines(Path.Combine(study, "seeds.csv")).Length);
        Assert.Equal(7, File.ReadAllLines(Path.Combine(study, "lengths.csv")).Length);
        byte[] report = File.ReadAllBytes(Path.Combine(study, "report.html"));
        string kept = Path.Combine(study, "seed-3-history", "selected", "actor.bin");
        DateTime time = File.GetLastWriteTimeUtc(kept);
        Assert.Equal(4 * (5636), new FileInfo(kept).Length);
        Directory.Delete(Path.Combine(study, "seed-1-history"), recursive: true);
        ProgramResult again = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "train", "--resume", study, "--threads", "1", "--json");
        Assert.Equal(0, again.ExitCode);
        Assert.Equal(time, File.GetLastWriteTimeUtc(kept));
        Assert.Equal(report, File.ReadAllBytes(Path.Combine(study, "report.html")));
        JsonNode seeds = JsonNode.Parse(again.Output)!["cases"]![0]!["seeds"]!;
        Assert.Equal([3UL, 1UL], seeds.AsArray().Select(seed => (ulong)seed!["seed"]!));
    }

    private static (int ExitCode, string Error) Refused(ProgramResult result) => (result.ExitCode, result.Error);

    private ProgramResult Train(params string[] arguments) =>
        BuiltProgram.Run(BuiltProgram.Hinge, ["fly", "train", .. arguments, "--out", _folder.Path]);

    private string Only() => Assert.Single(Directory.GetDirectories(_folder.Path));
}
