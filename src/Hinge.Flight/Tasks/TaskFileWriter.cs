using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hinge.Flight.Tasks;

/// <summary>Writes task files; numbers as short as they can be and still read back to the same bits.</summary>
internal static class TaskFileWriter
{
    /// <summary>The text, one section a line.</summary>
    public static string Write(HoverTask task)
    {
        Reward reward = task.Reward;
        List<string> lines =
        [
            $"\"name\": \"{JsonEncodedText.Encode(task.Name)}\"",
            Field("dt", task.Step),
            Field("episodeSteps", task.EpisodeSteps),
            Field("history", task.History),
            Section("start",
                Field("guidance", task.Start.Guidance), Field("position", task.Start.Position),
                Field("tilt", task.Start.Tilt), Field("velocity", task.Start.Velocity),
                Field("angularVelocity", task.Start.AngularVelocity),
                $"\"rotor\": [{Text(task.Start.RotorLow)}, {Text(task.Start.RotorHigh)}]"),
            Section("disturbance",
                Field("forcePerWeight", task.Disturbance.ForcePerWeight),
                Field("torqueLever", task.Disturbance.TorqueLever)),
            Field("actionNoise", task.ActionNoise),
            Section("observationNoise",
                Field("position", task.ObservationNoise.Position), Field("rotation", task.ObservationNoise.Rotation),
                Field("velocity", task.ObservationNoise.Velocity),
                Field("angularVelocity", task.ObservationNoise.AngularVelocity)),
            Section("termination",
                Field("position", task.Termination.Position), Field("velocity", task.Termination.Velocity),
                Field("angularVelocity", task.Termination.AngularVelocity)),
            Section("reward",
                Field("constant", reward.Constant), Field("scale", reward.Scale),
                Field("onTermination", reward.OnTermination),
                Section("start", Weights(reward.Start)), Section("evaluation", Weights(reward.Evaluation))),
        ];
        if (task.Curriculum is { } curriculum)
        {
            lines.Add(Section("curriculum",
                Field("first", curriculum.First), Field("every", curriculum.Every), Field("last", curriculum.Last),
                Field("position", curriculum.Position), Field("velocity", curriculum.Velocity),
                Field("action", curriculum.Action)));
        }
        return new StringBuilder("{\n  ").AppendJoin(",\n  ", lines).Append("\n}\n").ToString();
    }

    private static string[] Weights(RewardWeights weights) => [.. weights.Named().Select(
        weight => $"\"{weight.Name}\": {weight.Value.ToString("R", CultureInfo.InvariantCulture)}")];

    private static string Section(string name, params string[] fields) =>
        $"\"{name}\": {{ {string.Join(", ", fields)} }}";

    private static string Field(string name, double value) => $"\"{name}\": {Text(value)}";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
