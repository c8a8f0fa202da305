using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Flight.Dynamics;
using Hinge.Testing;

namespace Hinge.Cli.Tests.Flight;

public class FlyTests
{
    [Fact]
    public void The_list_has_a_line_for_each_built_in_drone()
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "fly", "params");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(Drone.BuiltIn.Count, result.Output.TrimEnd().Split('\n').Length);
        Assert.Contains(
            "crazyflie       27.0 g, thrust/weight 2.25, hover action +0.334\n", result.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_printed_drone_is_a_file_that_passes_the_check()
    {
        using TemporaryFolder folder = new();
        ProgramResult printed = BuiltProgram.Run(BuiltProgram.Hinge, "fly", "params", "x500");
        File.WriteAllText(folder.File("mine.json"), printed.Output.Replace("x500", "mine", StringComparison.Ordinal));
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "fly", "params", folder.File("mine.json"));

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith(
            "mine: 2.00 kg, thrust/weight 3.25, hover action +0.110\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("authority       roll ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_file_is_one_line_and_exit_code_2()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("bad.json");
        File.WriteAllText(path, Drone.X500.ToJson().Replace("\"mass\": 2", "\"mass\": -2", StringComparison.Ordinal));
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "fly", "params", path);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Equal($"hinge: {path}: mass: -2 kg is not in [0.001, 100]\n", result.Error);
    }

    [Fact]
    public void The_benchmark_prints_every_batch_and_what_it_counts()
    {
        ProgramResult text = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "sim-bench", "--drone", "x500", "--envs", "64,100", "--threads", "1,2");
        Assert.Equal((0, ""), (text.ExitCode, text.Error));
        Assert.Matches(@"x500 \S+ +100 envs   1 thread [\d.]+ M   2 threads [\d.]+ M steps/s\n", text.Output);
        Assert.Contains("counted: ", text.Output, StringComparison.Ordinal);

        ProgramResult json = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "sim-bench", "--envs", "16", "--threads", "1", "--vector", "scalar", "--json");
        JsonNode speed = JsonNode.Parse(json.Output)!["speeds"]!.AsArray().Single()!;
        Assert.Equal(("scalar", 16, 1), ((string)speed["path"]!, (int)speed["envs"]!, (int)speed["threads"]!));
        Assert.True((double)speed["stepsPerSecond"]! > 1e4);
    }

    [Theory]
    [InlineData("--envs", "64,x", "--envs: found '64,x', expected whole numbers from 1 to 1048576")]
    [InlineData("--threads", "0", "--threads: found '0', expected whole numbers from 1 to 256")]
    [InlineData("--vector", "64", "--vector: found '64', expected one of 512, 256, scalar")]
    [InlineData("--drone", "crazyfly", "crazyfly: cannot be read as a file; did you mean 'crazyflie'?")]
    public void Bad_options_are_refused(string option, string value, string expected)
    {
        ProgramResult result = BuiltProgram.Run(BuiltProgram.Hinge, "fly", "sim-bench", option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
