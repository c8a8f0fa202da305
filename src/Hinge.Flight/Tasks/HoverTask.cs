using System.Globalization;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tasks;

/// <summary>
/// Catch the drone from a throw and hold it at the origin (specification §3). The values not given are the reference's.
/// </summary>
public sealed record HoverTask
{
    /// <summary>The longest history.</summary>
    public const int LongestHistory = 256;

    /// <summary>A short name.</summary>
    public string Name { get; init; } = "hover";

    /// <summary>Length of a step in s.</summary>
    public double Step { get; init; } = Quadrotor.StandardStep;

    /// <summary>Steps after which an episode is cut off.</summary>
    public int EpisodeSteps { get; init; } = 500;

    /// <summary>Past actions that the actor sees.</summary>
    public int History { get; init; } = 32;

    /// <summary>How an episode begins.</summary>
    public StartDistribution Start { get; init; } = new();

    /// <summary>What pushes the drone through an episode.</summary>
    public Disturbance Disturbance { get; init; } = new();

    /// <summary>Deviation of the noise on the actions.</summary>
    public double ActionNoise { get; init; }

    /// <summary>Noise on what the actor sees.</summary>
    public ObservationNoise ObservationNoise { get; init; } = new();

    /// <summary>When an episode is lost.</summary>
    public Termination Termination { get; init; } = new();

    /// <summary>What a step is worth.</summary>
    public Reward Reward { get; init; } = new();

    /// <summary>How the weights rise in training; null leaves it to the recipe.</summary>
    public Curriculum? Curriculum { get; init; }

    /// <summary>The standard task, checked for a drone.</summary>
    /// <param name="drone">The drone.</param>
    /// <exception cref="DroneFormatException">The drone does not pass its checks at the task's step.</exception>
    public static HoverTask For(Drone drone)
    {
        ArgumentNullException.ThrowIfNull(drone);
        HoverTask task = new();
        drone.Check(task.Step);
        return task;
    }

    /// <summary>Reads a task file and checks it.</summary>
    /// <param name="path">A JSON file, or <c>hover</c>.</param>
    /// <exception cref="TaskFormatException">Missing, not a task file, or impossible.</exception>
    public static HoverTask Load(string path) => path == "hover" ? new() : TaskFile.Read(path);

    /// <summary>Reads the text of a task file and checks it.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="source">The name that messages begin with.</param>
    /// <exception cref="TaskFormatException">Not a task file, or impossible.</exception>
    public static HoverTask Parse(ReadOnlySpan<byte> utf8, string source) => TaskFile.Parse(utf8, source);

    /// <summary>
    /// The actions at hover that the reward compares with, rounded to three decimals as the reference's 0.334.
    /// </summary>
    /// <param name="drone">A drone that can hover.</param>
    public static float[] HoverActions(Drone drone) =>
        [.. HoverSolution.Of(drone).Actions.Select(action => (float)Math.Round(action, 3))];

    /// <summary>The task as the text of a task file, which <see cref="Parse"/> reads back to an equal task.</summary>
    public string ToJson() => TaskFileWriter.Write(this);

    /// <summary>Holds the task to what is possible.</summary>
    /// <exception cref="TaskFormatException">A value is out of its range or contradicts another.</exception>
    public void Check()
    {
        Range("dt", Step, 1e-4, 0.1);
        Range("episodeSteps", EpisodeSteps, 1, 1_000_000);
        Range("history", History, 0, LongestHistory);
        Range("actionNoise", ActionNoise, 0, 10);
        Range("start.guidance", Start.Guidance, 0, 1);
        Range("start.position", Start.Position, 0, 1000);
        // Attitudes are drawn until one is level enough; below this bound that would take too long.
        Range("start.tilt", Start.Tilt, 0.05, 7);
        Range("start.velocity", Start.Velocity, 0, 1e6);
        Range("start.angularVelocity", Start.AngularVelocity, 0, 1e6);
        Range("start.rotor[0]", Start.RotorLow, -1, 1);
        Range("start.rotor[1]", Start.RotorHigh, Start.RotorLow, 1);
        Range("disturbance.forcePerWeight", Disturbance.ForcePerWeight, 0, 100);
        Range("disturbance.torqueLever", Disturbance.TorqueLever, 0, 100);
        Range("observationNoise.position", ObservationNoise.Position, 0, 100);
        Range("observationNoise.rotation", ObservationNoise.Rotation, 0, 100);
        Range("observationNoise.velocity", ObservationNoise.Velocity, 0, 100);
        Range("observationNoise.angularVelocity", ObservationNoise.AngularVelocity, 0, 100);
        Range("termination.position", Termination.Position, 1e-3, 1e6);
        Range("termination.velocity", Termination.Velocity, 1e-3, 1e6);
        Range("termination.angularVelocity", Termination.AngularVelocity, 1e-3, 1e6);
        Inside("position", Start.Position, Termination.Position);
        Inside("velocity", Start.Velocity, Termination.Velocity);
        Inside("angularVelocity", Start.AngularVelocity, Termination.AngularVelocity);
        Range("reward.constant", Reward.Constant, -1e6, 1e6);
        Range("reward.scale", Reward.Scale, 0, 1e6);
        Range("reward.onTermination", Reward.OnTermination, -1e6, 1e6);
        foreach (((string name, float start), (_, float limit)) in
            Reward.Start.Named().Zip(Reward.Evaluation.Named()))
        {
            Range($"reward.start.{name}", start, 0, 1e6);
            Range($"reward.evaluation.{name}", limit, 0, 1e6);
            if (limit < start)
                throw Fault($"reward.evaluation.{name}", $"{Text(limit)} is below reward.start.{name}, {Text(start)}");
        }
        if (Curriculum is { } curriculum)
        {
            Range("curriculum.first", curriculum.First, 0, int.MaxValue);
            Range("curriculum.every", curriculum.Every, 1, int.MaxValue);
            Range("curriculum.last", curriculum.Last, curriculum.First, int.MaxValue);
            Range("curriculum.position", curriculum.Position, 1, 1e6);
            Range("curriculum.velocity", curriculum.Velocity, 1, 1e6);
            Range("curriculum.action", curriculum.Action, 1, 1e6);
        }
    }

    private static void Inside(string name, double start, double bound)
    {
        if (start > bound)
            throw Fault($"start.{name}", $"{Text(start)} lies outside termination.{name}, {Text(bound)}");
    }

    private static void Range(string where, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
            throw Fault(where, $"{Text(value)} is not in [{Text(least)}, {Text(most)}]");
    }

    private static TaskFormatException Fault(string where, string what) => new($"{where}: {what}");

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
