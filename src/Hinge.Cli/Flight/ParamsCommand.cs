using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Flight.Dynamics;

namespace Hinge.Cli.Flight;

/// <summary><c>hinge fly params</c>: the built-in drones, one of them as a file, or a check of a file.</summary>
internal static class ParamsCommand
{
    private static readonly Argument<string?> s_drone = new("drone")
    {
        Description = "A built-in drone to print as a file, or a drone file to check [default: list the built-in ones]",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "NAME|FILE",
    };

    /// <summary>The command.</summary>
    public static Command Create() =>
        new Command("params", "List the built-in drones, print one as a file, or check a drone file")
        {
            s_drone,
            CommonOptions.Json,
        }.Runs(Run);

    private static void Run(CommandContext context)
    {
        string? name = context.Arguments.GetValue(s_drone);
        if (name is null)
        {
            int widest = Drone.BuiltIn.Max(drone => drone.Name.Length);
            foreach (Drone each in Drone.BuiltIn)
                context.WriteLine($"{each.Name.PadRight(widest)}  {Summary(each, DroneFigures.Of(each))}");
            context.WriteJson(new JsonArray([.. Drone.BuiltIn.Select(Document)]));
            return;
        }

        Drone drone = Drone.Load(name);
        if (Drone.BuiltIn.Contains(drone))
            context.WriteLine(drone.ToJson().TrimEnd('\n'));
        else
            WriteCheck(context, drone);
        context.WriteJson(Document(drone));
    }

    /// <summary>Mass, thrust over weight and hover action in one line.</summary>
    public static string Summary(Drone drone, DroneFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Mass(drone.Mass)}, thrust/weight {figures.ThrustToWeight:0.00}, hover action {Actions(figures.Hover)}");

    private static void WriteCheck(CommandContext context, Drone drone)
    {
        DroneFigures figures = DroneFigures.Of(drone);
        context.WriteLine($"{drone.Name}: {Summary(drone, figures)}");
        string commands = string.Join(" ", figures.Hover.Commands.Select(
            command => command.ToString("G5", CultureInfo.InvariantCulture)));
        context.WriteLine($"  hover command   {commands} {drone.Command.Unit}".TrimEnd());
        context.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  authority       roll {figures.Roll:0.0}  pitch {figures.Pitch:0.0}  yaw {figures.Yaw:0.0} rad/s²"));
        context.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  arm             {drone.Arm:0.0000} m"));
        foreach (string warning in drone.Check())
            context.WriteLine(context.Colour($"  warning         {warning}", good: false));
    }

    private static string Mass(double kilograms) => kilograms < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{1000 * kilograms:0.0} g")
        : string.Create(CultureInfo.InvariantCulture, $"{kilograms:0.00} kg");

    // One number where the rotors agree to the digits shown.
    private static string Actions(HoverSolution hover) => string.Join(" ", hover.Actions
        .Select(action => action.ToString("+0.000;-0.000", CultureInfo.InvariantCulture)).Distinct());

    private static JsonObject Document(Drone drone)
    {
        DroneFigures figures = DroneFigures.Of(drone);
        return new()
        {
            ["name"] = drone.Name,
            ["mass"] = drone.Mass,
            ["arm"] = drone.Arm,
            ["thrustToWeight"] = figures.ThrustToWeight,
            ["hoverActions"] = new JsonArray([.. figures.Hover.Actions.Select(value => (JsonNode)value)]),
            ["hoverCommands"] = new JsonArray([.. figures.Hover.Commands.Select(value => (JsonNode)value)]),
            ["authority"] = new JsonObject
            {
                ["roll"] = figures.Roll,
                ["pitch"] = figures.Pitch,
                ["yaw"] = figures.Yaw,
            },
            ["warnings"] = new JsonArray([.. drone.Check().Select(warning => (JsonNode)warning)]),
            ["file"] = JsonNode.Parse(drone.ToJson()),
        };
    }
}
