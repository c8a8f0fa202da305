using System.Text.Json.Nodes;
using Hinge.Cli.Tests.Programs;
using Hinge.Flight.Dynamics;
using Hinge.Testing;
using Hinge.Testing.Samples;

namespace Hinge.Cli.Tests.Flight;

/// <summary><c>hinge fly track</c> with a law of control as the policy.</summary>
public sealed class TrackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _policy, _drone;

    public TrackTests()
    {
        (_policy, _drone) = (_folder.File("law.bin"), _folder.File("nimble.json"));
        File.WriteAllBytes(_policy, HoverLaw.ToBytes(0));
        Drone nimble = Drone.Crazyflie with
        {
            Name = "nimble",
            Rotors = [.. Drone.Crazyflie.Rotors.Select(rotor => rotor with { Rising = 0.02, Falling = 0.02 })],
        };
        File.WriteAllText(_drone, nimble.ToJson());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_figure_eight_is_flown_and_told_in_one_line()
    {
        ProgramResult run = Track("--drone", _drone);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(
            @"^track     figure-eight 1 m, 5\.5 s   RMSE 0\.\d{3} m   max 0\.\d\d m   lag 0\.\d\d s   "
            + @"peak speed \d\.\d m/s   30 s flown\nwrote \S+: path\.png error\.png trace\.csv report\.html\n$",
            run.Output);
        string folder = Assert.Single(Directory.GetDirectories(_folder.File("runs")));
        Assert.Equal(3002, File.ReadAllLines(Path.Combine(folder, "trace.csv")).Length);
        Assert.Equal((byte)'P', File.ReadAllBytes(Path.Combine(folder, "path.png"))[1]);
        string report = File.ReadAllText(Path.Combine(folder, "report.html"));
        Assert.Contains("figure-eight 1 m, 5.5 s", report, StringComparison.Ordinal);
        JsonNode settings = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "settings.json")))!;
        Assert.Equal("nimble", (string)settings["drone"]!["name"]!);
    }

    [Fact]
    public void Equal_flights_leave_equal_files()
    {
        string[] folders = [.. Enumerable.Range(0, 2).Select(
            _ => (string)Json("--drone", _drone, "--seconds", "6", "--reference", "lissajous")["folder"]!)];
        string[] files = ["trace.csv", "path.png", "error.png", "report.html", "settings.json", "result.json"];
        foreach (string file in files)
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(folders[0], file)), File.ReadAllBytes(Path.Combine(folders[1], file)));
        }
    }

    [Fact]
    public void A_step_has_figures_of_its_own()
    {
        ProgramResult run = Track("--drone", _drone, "--reference", "step-y", "--seconds", "10");
        Assert.Matches(
            @"\nstep      rise 0\.\d\d s   overshoot \d+ %   within 5 cm after \d\.\d\d s   steady error 0\.\d{3} m\n",
            run.Output);
        JsonNode all = Json("--drone", _drone, "--reference", "step", "--scale", "0.5", "--seconds", "10");
        Assert.Equal("step (0.25, 0.25, 0.25) m", (string)all["reference"]!);
        Assert.InRange((double)all["step"]!["steadyError"]!, 0, 0.02);
        Assert.Null(all["lag"]);
        Assert.True(File.Exists(Path.Combine((string)all["folder"]!, "response.png")));
    }

    [Fact]
    public void A_file_is_flown_to_its_end_and_what_is_too_fast_is_a_warning()
    {
        string file = _folder.File("ref.csv");
        File.WriteAllText(file, "t,x,y,z\n10,0,0,1\n14,0,0,1\n15,0.3,0,1\n15.1,0,0,1\n17,0,0,1\n");
        JsonNode run = Json("--drone", _drone, "--reference", file);
        Assert.Equal(7, (double)run["seconds"]!, 1e-9);
        Assert.Matches(
            @"ref\.csv: row [45]: faster than the drone can accelerate: ",
            (string)Assert.Single(run["warnings"]!.AsArray())!);
        Assert.StartsWith(
            "warning   ", Track("--drone", _drone, "--reference", file).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_flight_says_when()
    {
        // The law is made for faster motors.
        ProgramResult run = Track("--period", "2");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\ntrack .* lost at \d+\.?\d* s\n", "\n" + run.Output);
    }

    [Fact]
    public void Another_drone_is_a_warning_and_an_unknown_one_is_asked_for()
    {
        string named = _folder.File("named.json");
        BuiltProgram.Run(BuiltProgram.Hinge, "fly", "export", _policy, "--format", "json", "--out", named);
        File.WriteAllText(named, File.ReadAllText(named).Replace(
            "\"drone\": \"unknown\"", "\"drone\": \"mine\"", StringComparison.Ordinal));
        string[] arguments = ["fly", "track", named, "--seconds", "2", "--out", _folder.File("runs")];
        ProgramResult asked = BuiltProgram.Run(BuiltProgram.Hinge, arguments);
        Assert.Equal(
            (2, "hinge: the policy was trained on 'mine', which is not built in; expected its file with --drone\n"),
            (asked.ExitCode, asked.Error));
        ProgramResult given = BuiltProgram.Run(BuiltProgram.Hinge, [.. arguments, "--drone", _drone]);
        Assert.StartsWith("warning   trained on mine, flown on nimble\n", given.Output, StringComparison.Ordinal);
        File.WriteAllText(named, File.ReadAllText(named).Replace(
            "\"dt\": 0.01", "\"dt\": 1e-4", StringComparison.Ordinal));
        ProgramResult many = BuiltProgram.Run(
            BuiltProgram.Hinge, "fly", "track", named, "--drone", _drone, "--seconds", "41");
        Assert.Equal(
            (2, "hinge: --seconds: 41 s are too many steps of 0.0001 s; expected at most 400000\n"),
            (many.ExitCode, many.Error));
    }

    [Theory]
    [InlineData("--reference", "none.csv", "cannot read 'none.csv': no such file")]
    [InlineData("--period", "0", "--period: found '0', expected a number from 0.1 to 1000")]
    [InlineData("--seconds", "x", "--seconds: found 'x', expected a number from 1 to 3600")]
    [InlineData("--drone", "crazyfly", "crazyfly: cannot be read as a file; did you mean 'crazyflie'?")]
    public void Bad_options_are_refused(string option, string value, string expected) =>
        AssertRefused(expected, option, value);

    [Fact]
    public void Options_that_say_nothing_are_refused_and_files_out_of_order_named_by_row()
    {
        AssertRefused("--period: 'step' has no rounds", "--reference", "step", "--period", "3");
        string file = _folder.File("bad.csv");
        File.WriteAllText(file, "0,0,0,0\n2,0,0,0\n1,0,0,0\n");
        AssertRefused($"{file}: row 3: t 1 does not come after 2", "--reference", file);
        File.WriteAllText(file, "0,0,0,0\n1,0,0,0\n");
        AssertRefused("--scale: ", "--reference", file, "--scale", "2");
    }

    private void AssertRefused(string expected, params string[] arguments)
    {
        ProgramResult run = Track(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(
            $"hinge: {expected}", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("runs")));
    }

    private ProgramResult Track(params string[] arguments) => BuiltProgram.Run(
        BuiltProgram.Hinge, ["fly", "track", _policy, .. arguments, "--out", _folder.File("runs")]);

    private JsonNode Json(params string[] arguments)
    {
        ProgramResult run = Track([.. arguments, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonNode.Parse(run.Output)!;
    }
}
