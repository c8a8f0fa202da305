using System.Diagnostics;
using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Scope;

public class TrainSamplesTests
{
    private static readonly string[] s_files =
    [
        "checkpoints/tiny-digits-free.safetensors", "checkpoints/tiny-sr.safetensors", "metrics.jsonl", "report.html",
        "result.json", "settings.json", "tiny-digits-free.safetensors", "tiny-sr.safetensors",
    ];

    [Fact]
    public void A_run_leaves_its_folder_and_runs_of_the_same_seed_are_equal_to_the_byte()
    {
        using TemporaryFolder scratch = new();
        Dictionary<string, byte[]> one = Train(scratch, "one"), two = Train(scratch, "two");

        Assert.Equal(s_files, one.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(one.Keys, two.Keys);
        Assert.All(one, file => Assert.True(file.Value.AsSpan().SequenceEqual(two[file.Key]), $"{file.Key} differs"));

        string done = Assert.Single(Directory.GetDirectories(scratch.File("two")));
        Assert.Equal(0, BuiltProgram.Run(BuiltProgram.Hinge, "scope", "train-samples", "--resume", done).ExitCode);
        two = Read(done);
        Assert.All(one, file => Assert.True(file.Value.AsSpan().SequenceEqual(two[file.Key]), $"{file.Key} changed"));

        JsonObject[] records = [.. Text(one, "metrics.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject())];
        Assert.Equal([50, 60, 60, 110, 120, 120], records.Select(record => (int)record["step"]!));
        Assert.Equal(["tiny-digits-free loss", "tiny-digits-free accuracy", "tiny-sr loss", "tiny-sr PSNR"],
            records.Select(record => record.Last().Key).Distinct());
        string page = Text(one, "report.html");
        Assert.Contains("tiny-digits-free: accuracy ", page, StringComparison.Ordinal);
        Assert.Contains("[dB]", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_resumes_to_the_same_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send");
        using TemporaryFolder scratch = new();
        string[] words = ["scope", "train-samples", "tiny-digits-free", "--steps", "400", "--seed", "7"];
        ProgramResult straight = BuiltProgram.Run(
            BuiltProgram.Hinge, [.. words, "--out", scratch.File("straight"), "--json"]);
        using Process process = BuiltProgram.Start(BuiltProgram.Hinge, null, [.. words, "--out", scratch.File("cut")]);
        string folder = Path.GetDirectoryName(Signals.Await(() => Directory.Exists(scratch.File("cut"))
            ? Directory.GetFiles(scratch.File("cut"), "metrics.jsonl", SearchOption.AllDirectories)
                .FirstOrDefault(path => new FileInfo(path).Length > 0)
            : null))!;
        Signals.Send(process, Signals.Interrupt);
        ProgramResult stopped = BuiltProgram.Run(process);
        Assert.Equal(130, stopped.ExitCode);
        Assert.EndsWith("hinge: cancelled\n", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "result.json")));
        Assert.True(File.Exists(Path.Combine(folder, "checkpoints", "tiny-digits-free.safetensors")));

        ProgramResult resumed = BuiltProgram.Run(BuiltProgram.Hinge, "scope", "train-samples", "--resume", folder);

        Assert.Equal(0, resumed.ExitCode);
        Dictionary<string, byte[]> expected = Read((string)JsonNode.Parse(straight.Output)!["folder"]!);
        Dictionary<string, byte[]> found = Read(folder);
        Assert.Equal(expected.Keys, found.Keys);
        Assert.All(expected, file => Assert.True(file.Value.AsSpan().SequenceEqual(found[file.Key]), file.Key));
    }

    [Theory]
    [InlineData("unknown network 'tiny-rs'; did you mean 'tiny-sr'?", "tiny-rs")]
    [InlineData("--steps: found '0', expected a whole number from 1 to 1000000", "--steps", "0")]
    [InlineData("--resume takes --seed from the run it goes on with; leave --seed out", "--resume", "x", "--seed", "2")]
    [InlineData("--resume takes network names from the run it goes on with; leave network names out",
        "tiny-sr", "--resume", "x")]
    public void A_wrong_command_line_is_one_line(string expected, params string[] words)
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, ["scope", "train-samples", .. words]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"hinge: {expected}; see 'hinge scope train-samples --help'", result.ErrorLine);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_folder_that_is_no_such_run_is_refused()
    {
        using TemporaryFolder scratch = new();
        string Refusal(string folder)
        {
            ProgramResult result = BuiltProgram.Run(
                BuiltProgram.Hinge, "scope", "train-samples", "--resume", folder);
            Assert.Equal(2, result.ExitCode);
            return result.ErrorLine;
        }
        Assert.Equal($"hinge: {scratch.File("none")}: no such run folder", Refusal(scratch.File("none")));
        Assert.Contains("settings.json", Refusal(scratch.Path), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));

        File.WriteAllText(scratch.File("settings.json"),
            """{"networks":[{"network":"huge","steps":1,"batchSize":1,"rate":1,"seed":1,"threads":1}]}""");
        Assert.Contains("no embedded network is called 'huge'", Refusal(scratch.Path), StringComparison.Ordinal);
    }

    private static Dictionary<string, byte[]> Train(TemporaryFolder scratch, string name)
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge,
            "scope", "train-samples", "tiny-sr", "tiny-digits-free", "--steps", "60", "--out", scratch.File(name));
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        return Read(Assert.Single(Directory.GetDirectories(scratch.File(name))));
    }

    private static Dictionary<string, byte[]> Read(string folder) => Directory
        .GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .ToDictionary(path => Path.GetRelativePath(folder, path), File.ReadAllBytes);

    private static string Text(Dictionary<string, byte[]> files, string name) =>
        System.Text.Encoding.UTF8.GetString(files[name]);
}
