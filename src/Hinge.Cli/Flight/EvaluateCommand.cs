using System.CommandLine;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;
using Hinge.Flight.Runs;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;

namespace Hinge.Cli.Flight;

/// <summary><c>hinge fly evaluate</c>: how well a policy catches and holds a drone, on fresh episodes.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<int> s_episodes = CommonOptions.Integer(
        "--episodes", "Episodes", 1000, 1, Evaluator.MostEpisodes);

    private static readonly Option<string?> s_task = new("--task")
    {
        Description = "The task: hover, or a task file [default: that of the run, or hover]",
        HelpName = "hover|FILE",
    };

    private static readonly Option<bool> s_clean = new("--clean")
    {
        Description = "Without noise and disturbance",
    };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("evaluate", "Fly a policy through fresh episodes and measure")
    {
        PolicyInput.Argument, PolicyInput.DroneOption, s_task, s_episodes, s_clean, CommonOptions.Seed,
        FlightOptions.Threads, CommonOptions.Json,
    }.Runs(Run);

    private static void Run(CommandContext context)
    {
        Policy policy = PolicyInput.Read(context);
        Drone drone = PolicyInput.DroneOf(context, policy);
        HoverTask task = context.Arguments.GetValue(s_task) is { } given
            ? HoverTask.Load(given)
            : PolicyInput.SettingsOf(context)?.Task ?? new();
        task = task with { History = policy.History };
        if (context.Arguments.GetValue(s_clean))
        {
            task = task with
            {
                Disturbance = new() { ForcePerWeight = 0, TorqueLever = 0 },
                ObservationNoise = new() { Position = 0, Rotation = 0, Velocity = 0, AngularVelocity = 0 },
            };
        }
        if (PolicyInput.Warning(policy, drone) is { } warning)
            context.WriteLine(context.Colour($"warning   {warning}", good: false));
        PolicyEvaluation evaluation = Evaluator.Run(
            policy, drone, task, context.Arguments.GetValue(s_episodes), context.Seed,
            context.Arguments.GetValue(FlightOptions.Threads), context.Cancellation);
        context.WriteLine(FlightLines.Test("evaluate", evaluation));
        JsonObject document = FlightJson.Of(evaluation);
        document["drone"] = drone.Name;
        document["task"] = task.Name;
        document["seed"] = context.Seed;
        document["kernels"] = FlightLines.Kernels(SimulatorPaths.Best);
        context.WriteJson(document);
    }
}
