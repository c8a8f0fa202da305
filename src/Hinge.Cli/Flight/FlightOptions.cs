using System.CommandLine;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Tasks;

namespace Hinge.Cli.Flight;

/// <summary>Options that several commands of <c>hinge fly</c> share.</summary>
internal static class FlightOptions
{
    /// <summary>--drone.</summary>
    public static Option<string?> Drone { get; } = new("--drone")
    {
        Description = "A built-in drone or a drone file [default: crazyflie]",
        HelpName = "NAME|FILE",
    };

    /// <summary>--task.</summary>
    public static Option<string> Task { get; } = new("--task")
    {
        Description = "The task: hover, or a task file",
        HelpName = "hover|FILE",
        DefaultValueFactory = _ => "hover",
    };

    /// <summary>--threads.</summary>
    public static Option<int> Threads { get; } = CommonOptions.Integer(
        "--threads", "Threads; the result does not depend on them", Math.Min(2, Environment.ProcessorCount), 1, 1024);

    /// <summary>Loads the drone.</summary>
    /// <exception cref="InputException">There is no such drone.</exception>
    public static Drone DroneOf(CommandContext context) =>
        Hinge.Flight.Dynamics.Drone.Load(context.Arguments.GetValue(Drone) ?? "crazyflie");

    /// <summary>Loads the task.</summary>
    /// <exception cref="InputException">There is no such task, or it is impossible.</exception>
    public static HoverTask TaskOf(CommandContext context) => HoverTask.Load(context.Arguments.GetValue(Task)!);
}
