using System.Text;
using System.Text.Json.Nodes;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Learning;
using Hinge.Flight.Runs;
using Hinge.Testing;

namespace Hinge.Flight.Tests.Runs;

public class RunFileTests
{
    private static readonly FlightSettings s_settings = new()
    {
        Drone = Drone.X500,
        Seed = 7,
        Steps = 31_001,
        Ablations = Ablations.History | Ablations.Curriculum,
        TestEpisodes = 12,
    };

    [Fact]
    public void Written_settings_read_back_the_same()
    {
        string written = FlightJson.Of(s_settings).ToJsonString();
        FlightSettings read = FlightJson.Settings(JsonNode.Parse(written)!.AsObject(), "x");
        Assert.Equal(written, FlightJson.Of(read).ToJsonString());
        Assert.Equal((s_settings.Seed, s_settings.Ablations, s_settings.Steps), (read.Seed, read.Ablations, read.Steps));
        Assert.Equal((s_settings.Task, s_settings.Recipe), (read.Task, read.Recipe));
    }

    [Fact]
    public void Damaged_settings_are_refused_or_valid()
    {
        using TemporaryFolder folder = new();
        ReaderFuzz.Hold(
            [Encoding.UTF8.GetBytes(FlightJson.Of(s_settings).ToJsonString())],
            bytes =>
            {
                File.WriteAllBytes(folder.File("settings.json"), bytes);
                FlightRun.SettingsOf(folder.Path)!.Check();
            },
            count: 600);
    }

    [Fact]
    public void A_damaged_study_is_refused_in_one_line()
    {
        using TemporaryFolder folder = new();
        SeedStudy.Begin(folder.Path, s_settings, [1, 2], [Ablations.None]);
        string file = folder.File("study.json"), sound = File.ReadAllText(file);
        Assert.Equal([1UL, 2UL], SeedStudy.Open(folder.Path, 1).Seeds);
        foreach ((string part, string instead) in new[] { ("[1,2]", "[1,-2]"), ("\"seeds\"", "\"sedes\""), ("{", "[") })
        {
            File.WriteAllText(file, sound.Replace(part, instead, StringComparison.Ordinal));
            Assert.Equal(
                $"{file}: this is not a study of seeds",
                Assert.Throws<InputException>(() => SeedStudy.Open(folder.Path, 1)).Message);
        }
    }

    [Fact]
    public void Cases_are_summarised_seed_by_seed()
    {
        CandidateScore good = new(500, 480, 0.92, 0.8), poor = new(100, 400, 0.86, 0.4), lost = new(-200, 50, 0, 0);
        IReadOnlyList<CaseSummary> cases = CaseSummary.Of(
        [
            new(Ablations.None, 1, "a", "actor", good, 0.1, 0.2), new(Ablations.None, 2, "b", "actor", poor, 0.2, 0.3),
            new(Ablations.History, 1, "c", "actor", lost, null, null, 1.5),
        ]);
        Assert.Equal(["full recipe", "without history"], cases.Select(each => each.Name));
        Assert.Equal((300, 0.25), (cases[0].Return.Median, cases[0].Eight!.Value.Median));
        Assert.Equal((1, 1, 0), (cases[0].Good(0.9), cases[0].Good(0.85), cases[0].EightLost));
        Assert.Null(cases[1].Eight);
        Assert.Equal(1, cases[1].EightLost);
    }
}
