using System.Text;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;
using Hinge.Testing;

namespace Hinge.Flight.Tests.Tasks;

public class TaskFileTests
{
    // The example of specification §3: the defaults, and a curriculum.
    private const string Example = """
        { "name": "hover", "dt": 0.01, "episodeSteps": 500, "history": 32,
          "start": { "guidance": 0.1, "position": 0.2, "tilt": 1.57, "velocity": 1,
            "angularVelocity": 1, "rotor": [0, 0] },
          "disturbance": { "forcePerWeight": 0.05, "torqueLever": 1e-4 }, "actionNoise": 0,
          "observationNoise": { "position": 0.001, "rotation": 0.001, "velocity": 0.002, "angularVelocity": 0.002 },
          "termination": { "position": 0.6, "velocity": 1000, "angularVelocity": 1000 },
          "reward": { "constant": 2, "scale": 0.5, "onTermination": 0,
            "start": { "position": 5, "tilt": 5, "velocity": 0.01, "action": 0.01 },
                      "evaluation": { "position": 40, "tilt": 5, "velocity": 1, "action": 1 } },
          "curriculum": { "first": 50000, "every": 25000, "last": 250000,
            "position": 1.16653, "velocity": 1.29155, "action": 1.29155 } }
        """;

    [Fact]
    public void The_example_says_what_is_standard()
    {
        HoverTask task = Parse(Example);
        Assert.Equal(new HoverTask(), task with { Curriculum = null });
        Assert.Equal(new HoverTask(), HoverTask.For(Drone.Crazyflie));
        Assert.Equal(50_000, task.Curriculum!.First);
        Assert.Equal(Curriculum.Default.Position, task.Curriculum.Position, 1e-5);
        Assert.Equal(new HoverTask(), Parse("""{ "name": "hover" }"""));
    }

    [Fact]
    public void A_written_task_reads_back_the_same()
    {
        HoverTask task = Parse(Example) with
        {
            Name = "a \"b\"",
            Step = 0.02,
            History = 3,
            Reward = new() { Start = new(1, 2, 3, 4, 5, 6, 7), Evaluation = new(2, 3, 4, 5, 6, 7, 8.5f) },
        };
        Assert.Equal(task, Parse(task.ToJson()));
    }

    [Theory]
    [InlineData(
        "\"position\": 0.2,", "\"position\": 0.7,", "start.position: 0.7 lies outside termination.position, 0.6")]
    [InlineData(
        "\"position\": 0.001,", "\"position\": -0.001,", "observationNoise.position: -0.001 is not in [0, 100]")]
    [InlineData(
        "\"position\": 40,", "\"position\": 4,", "reward.evaluation.position: 4 is below reward.start.position, 5")]
    [InlineData("\"dt\": 0.01", "\"dt\": 0", "dt: 0 is not in [0.0001, 0.1]")]
    [InlineData("\"history\": 32", "\"history\": 3.5", "line 1: history: found 3.5, expected a whole number")]
    [InlineData("\"tilt\": 1.57", "\"tlit\": 1.57", "line 2: start.tlit: unknown name; did you mean 'tilt'?")]
    [InlineData("\"every\": 25000", "\"every\": 0", "curriculum.every: 0 is not in [1,")]
    [InlineData("\"rotor\": [0, 0]", "\"rotor\": [0]", "start.rotor: found 1 values, expected 2")]
    [InlineData("\"rotor\": [0, 0]", "\"rotor\": [0.5, 0]", "start.rotor[1]: 0 is not in [0.5, 1]")]
    public void Impossible_tasks_are_refused_in_one_line(string part, string instead, string expected)
    {
        TaskFormatException refusal = Assert.Throws<TaskFormatException>(
            () => Parse(Example.Replace(part, instead, StringComparison.Ordinal)));
        Assert.StartsWith($"t.json: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_are_refused_or_valid() => ReaderFuzz.Hold(
        [Encoding.UTF8.GetBytes(Example), Encoding.UTF8.GetBytes(new HoverTask().ToJson())],
        bytes => HoverTask.Parse(bytes, "damaged.json").Check(),
        count: 4000);

    private static HoverTask Parse(string text) => HoverTask.Parse(Encoding.UTF8.GetBytes(text), "t.json");
}
