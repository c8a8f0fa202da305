using Hinge.Flight.Files;

namespace Hinge.Flight.Tasks;

/// <summary>Reads task files (specification §3); what is not given is the reference's.</summary>
internal static class TaskFile
{
    /// <summary>A file on disk.</summary>
    public static HoverTask Read(string path) =>
        Parse(SettingsFile.Bytes(path, () => "expected a task file or 'hover'", Fault), path);

    /// <summary>The text of a file.</summary>
    public static HoverTask Parse(ReadOnlySpan<byte> utf8, string source) =>
        SettingsFile.Parse(utf8, source, ReadTask, Fault);

    private static TaskFormatException Fault(string message, Exception cause) => new(message, cause);

    private static HoverTask ReadTask(JsonItem root)
    {
        HoverTask standard = new();
        HoverTask task = new()
        {
            Name = root.Field("name").Text(),
            Step = Number(root, "dt", standard.Step),
            EpisodeSteps = root.Optional("episodeSteps")?.Whole() ?? standard.EpisodeSteps,
            History = root.Optional("history")?.Whole() ?? standard.History,
            ActionNoise = Number(root, "actionNoise", standard.ActionNoise),
            Start = Section(root, "start", standard.Start, (item, old) =>
            {
                double[] rotor = item.Optional("rotor")?.Numbers(2) ?? [old.RotorLow, old.RotorHigh];
                return new()
                {
                    Guidance = Number(item, "guidance", old.Guidance),
                    Position = Number(item, "position", old.Position),
                    Tilt = Number(item, "tilt", old.Tilt),
                    Velocity = Number(item, "velocity", old.Velocity),
                    AngularVelocity = Number(item, "angularVelocity", old.AngularVelocity),
                    RotorLow = rotor[0],
                    RotorHigh = rotor[1],
                };
            }),
            Disturbance = Section(root, "disturbance", standard.Disturbance, (item, old) => new()
            {
                ForcePerWeight = Number(item, "forcePerWeight", old.ForcePerWeight),
                TorqueLever = Number(item, "torqueLever", old.TorqueLever),
            }),
            ObservationNoise = Section(root, "observationNoise", standard.ObservationNoise, (item, old) => new()
            {
                Position = Number(item, "position", old.Position),
                Rotation = Number(item, "rotation", old.Rotation),
                Velocity = Number(item, "velocity", old.Velocity),
                AngularVelocity = Number(item, "angularVelocity", old.AngularVelocity),
            }),
            Termination = Section(root, "termination", standard.Termination, (item, old) => new()
            {
                Position = Number(item, "position", old.Position),
                Velocity = Number(item, "velocity", old.Velocity),
                AngularVelocity = Number(item, "angularVelocity", old.AngularVelocity),
            }),
            Reward = Section(root, "reward", standard.Reward, (item, old) => new()
            {
                Constant = Number(item, "constant", old.Constant),
                Scale = Number(item, "scale", old.Scale),
                OnTermination = Number(item, "onTermination", old.OnTermination),
                Start = Section(item, "start", old.Start, Weights),
                Evaluation = Section(item, "evaluation", old.Evaluation, Weights),
            }),
            Curriculum = Section<Curriculum?>(root, "curriculum", null, (item, _) => new()
            {
                First = item.Field("first").Whole(),
                Every = item.Field("every").Whole(),
                Last = item.Field("last").Whole(),
                Position = item.Field("position").Number(),
                Velocity = item.Field("velocity").Number(),
                Action = item.Field("action").Number(),
            }),
        };
        root.Close();
        task.Check();
        return task;
    }

    private static RewardWeights Weights(JsonItem item, RewardWeights old) => new(
        Single(item, "position", old.Position),
        Single(item, "tilt", old.Tilt),
        Single(item, "velocity", old.Velocity),
        Single(item, "action", old.Action),
        Single(item, "angularVelocity", old.AngularVelocity),
        Single(item, "acceleration", old.Acceleration),
        Single(item, "angularAcceleration", old.AngularAcceleration));

    private static T Section<T>(JsonItem parent, string name, T standard, Func<JsonItem, T, T> read)
    {
        if (parent.Optional(name) is not { } item)
            return standard;
        T section = read(item, standard);
        item.Close();
        return section;
    }

    private static double Number(JsonItem item, string name, double standard) =>
        item.Optional(name)?.Number() ?? standard;

    private static float Single(JsonItem item, string name, float standard) =>
        (float)(item.Optional(name)?.Number() ?? standard);
}
