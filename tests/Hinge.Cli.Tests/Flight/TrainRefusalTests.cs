using System.Diagnostics;
using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Flight.Tasks;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Flight;

/// <summary>What goes wrong in <c>hinge fly train</c> and <c>evaluate</c>, row by row of specification §15.</summary>
public sealed class TrainRefusalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--recipe", "quik", "recipe 'quik' is not known; expected default or faithful")]
    [InlineData("--steps", "20000", "steps: 20000 is not more than the 30000 of the warm-up and at most 10000000")]
    [InlineData("--seeds", "a", "--seeds: found 'a', expected a number or numbers with commas between")]
    [InlineData("--seeds", "", "--seeds: found '', expected a number or numbers with commas between")]
    [InlineData("--seeds", "0", "--seeds: found '0', expected 1 to 1000 seeds")]
    [InlineData("--seeds", "3,3", "--seeds: '3,3' names a seed twice")]
    [InlineData("--select", "best", "--select: found 'best', expected validation or last")]
    [InlineData("--task", "none.json", "none.json: cannot be read as a file; expected a task file or 'hover'")]
    [InlineData(
        "--ablate", "histroy", "ablation 'histroy' is not known; expected some of history, asymmetric, rotor-delay, "
        + "disturbance, observation-noise, curriculum, recompute, noise-decay, target-reward")]
    public void Bad_options_are_refused_and_leave_nothing(string option, string value, string expected)
    {
        ProgramResult result = Train(option, value);
        Assert.Equal((2, $"hinge: {expected}\n"), (result.ExitCode, result.Error));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void No_threads_are_refused()
    {
        ProgramResult result = Train("--threads", "0");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--threads", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_policy_of_another_step_is_refused_with_both()
    {
        string task = _folder.File("slow.json");
        File.WriteAllText(task, (new HoverTask() with { Step = 0.02 }).ToJson());
        ProgramResult result = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "evaluate",
            Path.Combine(BuiltProgram.Root, "data", "flight", "crazyflie.safetensors"), "--task", task);
        Assert.Equal(
            (2, "", "hinge: the policy acts every 0.01 s and the task every 0.02 s\n"),
            (result.ExitCode, result.Output, result.Error));
    }

    [Theory]
    [InlineData("\"recipe\": \"default\"", "\"recipe\": 7", "these are not the settings of a training")]
    [InlineData("\"recipe\": \"default\"", "\"recipe\": \"faithful\", \"recipe\": 1", "this is not the settings of a")]
    [InlineData("\"mass\": 0.027", "\"mass\": -0.027", "drone: mass: -0.027 kg is not in [0.001, 100]")]
    [InlineData("\"steps\": 30101", "\"steps\": 1e99", "these are not the settings of a training")]
    public void Damaged_settings_are_refused_with_their_file(string part, string instead, string expected)
    {
        string run = Path.Combine(_folder.Path, "run");
        Directory.CreateDirectory(run);
        string file = Path.Combine(run, "settings.json");
        File.WriteAllText(file, Settings().Replace(part, instead, StringComparison.Ordinal));
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "fly", "train", "--resume", run);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"hinge: {file}: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, Assert.Single(result.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    // The saved state of a training does not fit on this disk.
    [Fact]
    public void A_full_disk_is_told_in_one_line_and_the_metrics_stay()
    {
        string disk = _folder.File("disk");
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Mount("-t", "tmpfs", "-o", "size=400k", "tmpfs", disk),
            "needs the right to mount a small disk");
        try
        {
            ProgramResult result = BuiltProgram.Run(
                BuiltProgram.Hinge, "fly", "train", "--recipe", "faithful", "--steps", "60001", "--out", disk);
            Assert.Equal(1, result.ExitCode);
            Assert.Contains("No space left on device", result.Error.TrimEnd().Split('\n')[^1]);
            string run = Assert.Single(Directory.GetDirectories(disk));
            JsonNode last = JsonNode.Parse(File.ReadLines(Path.Combine(run, "metrics.jsonl")).Last())!;
            Assert.Equal(("progress", 50_000), ((string)last["type"]!, (int)last["step"]!));
        }
        finally
        {
            Process.Start("umount", [disk]).WaitForExit();
        }
    }

    // Long enough for candidates; without rotor lag in training none of them flies.
    [Fact(Explicit = true)]
    public void Where_no_candidate_survives_the_best_is_kept_with_a_hint()
    {
        ProgramResult result = Train("--steps", "200101", "--ablate", "rotor-delay");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("\nnone eligible, kept  ", result.Output);
        Assert.Matches(
            @"hinge: no candidate survives 0\.8 of its episodes; the best has 0\.\d\d; try --steps 500001\n$",
            result.Error);
        string run = Assert.Single(Directory.GetDirectories(_folder.Path));
        Assert.True(File.Exists(Path.Combine(run, "selected", "actor.bin")));
        JsonNode document = JsonNode.Parse(File.ReadAllText(Path.Combine(run, "result.json")))!;
        Assert.Equal("none eligible", (string)document["selected"]!);
    }

    private static string Settings() => $$"""
        { "recipe": "default", "seed": 1, "steps": 30101, "ablations": [], "selects": true, "testEpisodes": 10,
          "drone": {{Hinge.Flight.Dynamics.Drone.Crazyflie.ToJson()}}, "task": {{new HoverTask().ToJson()}} }
        """;

    private static bool Mount(params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new("mount", arguments) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private ProgramResult Train(params string[] arguments) =>
        BuiltProgram.Run(BuiltProgram.Hinge, ["fly", "train", .. arguments, "--out", _folder.Path]);
}
