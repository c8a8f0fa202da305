using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Runs;
using Hinge.Flight.Tracking;

namespace Hinge.Cli.Flight;

/// <summary><c>hinge fly track</c>: how well a policy that hovers follows a moving point.</summary>
internal static class TrackCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("track", "Fly a figure-eight, a step, or a path from a file with a policy")
        {
            PolicyInput.Argument, PolicyInput.DroneOption,
        };
        foreach (Option option in ReferenceInput.Options)
            command.Options.Add(option);
        command.Options.Add(CommonOptions.Out);
        command.Options.Add(CommonOptions.Json);
        return command.Runs(Run);
    }

    private static void Run(CommandContext context)
    {
        Policy policy = PolicyInput.Read(context);
        Drone drone = PolicyInput.DroneOf(context, policy);
        (IReference reference, double seconds) = ReferenceInput.Read(context);
        if (seconds > Tracker.MostSteps * policy.Step)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"--seconds: {seconds} s are too many steps of {policy.Step} s; expected at most {Tracker.MostSteps}"));
        }
        string[] warnings = [.. Warnings(policy, drone, reference, seconds)];
        TrackingMetrics metrics = Tracker.Run(policy, drone, reference, seconds, context.Cancellation);

        foreach (string warning in warnings)
            context.WriteLine(context.Colour($"warning   {warning}", good: false));
        string line = FlightLines.Track(metrics);
        context.WriteLine($"track     {line}");
        if (metrics.Step is { } step)
            context.WriteLine($"step      {FlightLines.Step(step)}");

        using RunFolder folder = context.CreateRunFolder("track");
        folder.WriteSettings(Settings(policy, drone, reference, seconds), JsonText.Type);
        JsonObject document = FlightJson.Of(metrics);
        document["warnings"] = new JsonArray([.. warnings.Select(warning => (JsonNode)warning)]);
        folder.WriteResult(document, JsonText.Type);
        string[] written = [.. TrackReport.Write(folder, line, drone, reference, metrics, warnings)];
        context.WriteLine($"wrote {folder.Path}: {string.Join(' ', written)}");
        document["folder"] = folder.Path;
        context.WriteJson(document);
    }

    private static IEnumerable<string> Warnings(Policy policy, Drone drone, IReference reference, double seconds)
    {
        if (PolicyInput.Warning(policy, drone) is { } other)
            yield return other;
        if (ReferenceDemand.Warning(reference, drone, seconds, policy.Step) is { } faster)
            yield return faster;
    }

    private static JsonObject Settings(Policy policy, Drone drone, IReference reference, double seconds) => new()
    {
        ["command"] = "track",
        ["policy"] = new JsonObject
        {
            ["drone"] = policy.Drone,
            ["task"] = policy.Task,
            ["history"] = policy.History,
            ["dt"] = policy.Step,
        },
        ["drone"] = JsonNode.Parse(drone.ToJson()),
        ["reference"] = reference is SampledReference ? Path.GetFileName(reference.Name) : reference.Name,
        ["seconds"] = seconds,
    };
}
