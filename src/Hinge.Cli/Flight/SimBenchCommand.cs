using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;

namespace Hinge.Cli.Flight;

/// <summary><c>hinge fly sim-bench</c>: how many steps of a drone the simulator takes in a second.</summary>
internal static class SimBenchCommand
{
    private const string Counted =
        "counted: one step of one drone: action clamped and mapped, rotor lag, outer force and torque, Runge-Kutta of "
        + "order 4 on 17 states, attitude normalised, rotors clamped, bounds checked";

    private const double Seconds = 0.4;

    private static readonly Option<int[]> s_drones = List("--envs", "Drones in the batch", "64,1024,16384", 1 << 20);

    private static readonly Option<int[]> s_threads = List("--threads", "Threads", "1,2", 256);

    private static readonly Option<string?> s_vector = new("--vector")
    {
        Description = "The code to measure [default: the widest of this processor]",
        HelpName = "512|256|scalar",
    };

    private static readonly Option<bool> s_pads = new("--stack-pads")
    {
        Description = "Also run behind 0 to 112 bytes of stack; report the slowest over the fastest",
    };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("sim-bench", "Measure the speed of the simulator")
    {
        FlightOptions.Drone, s_drones, s_threads, s_vector, s_pads, CommonOptions.Json,
    }.Runs(Run);

    private static void Run(CommandContext context)
    {
        Drone drone = FlightOptions.DroneOf(context);
        SimulatorPath path = PathOf(context.Arguments.GetValue(s_vector));
        HoverTask task = HoverTask.For(drone);
        string label = FlightLines.Kernels(path);
        JsonArray rows = [];
        foreach (int count in context.Arguments.GetValue(s_drones)!)
        {
            QuadrotorBatch batch = new(drone, task, count, path);
            List<string> parts = [];
            foreach (int threads in context.Arguments.GetValue(s_threads)!)
            {
                SimulatorSpeed speed = SimulatorBenchmark.Measure(
                    batch, threads, Seconds, cancellation: context.Cancellation);
                parts.Add($"{speed.Threads} {(speed.Threads == 1 ? "thread" : "threads")} {Millions(speed.Total)}");
                rows.Add(Document(speed));
            }
            string envs = count.ToString("N0", CultureInfo.InvariantCulture).PadLeft(9);
            context.WriteLine($"{drone.Name} {label} {envs} envs   {string.Join("   ", parts)} steps/s");
        }
        JsonObject document = new()
        {
            ["drone"] = drone.Name,
            ["counted"] = Counted,
            ["speeds"] = rows,
        };
        if (context.Arguments.GetValue(s_pads))
        {
            double ratio = Pads(drone, task, path, context.Cancellation);
            context.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{drone.Name} {label} stack pads {ratio:0.00} (slowest over fastest)"));
            document["stackPads"] = ratio;
        }
        if (path != SimulatorPath.Scalar)
        {
            SimulatorSpeed scalar = SimulatorBenchmark.Measure(
                new(drone, task, 64, SimulatorPath.Scalar), 1, Seconds, cancellation: context.Cancellation);
            context.WriteLine($"{drone.Name} scalar         64 envs   1 thread {Millions(scalar.Total)} steps/s");
            rows.Add(Document(scalar));
        }
        context.WriteLine(Counted);
        context.WriteLine("one thread: per second of its own processor time; several: by the wall clock, best round");
        context.WriteJson(document);
    }

    private static double Pads(Drone drone, HoverTask task, SimulatorPath path, CancellationToken cancellation)
    {
        QuadrotorBatch batch = new(drone, task, 1024, path);
        double[] speeds = [.. Enumerable.Range(0, 8).Select(
            pad => SimulatorBenchmark.Measure(batch, 1, Seconds, 16 * pad, cancellation).PerCore)];
        return speeds.Min() / speeds.Max();
    }

    private static SimulatorPath PathOf(string? word)
    {
        SimulatorPath path = word switch
        {
            null => SimulatorPaths.Best,
            "512" => SimulatorPath.Vector512,
            "256" => SimulatorPath.Vector256,
            "scalar" => SimulatorPath.Scalar,
            _ => throw new InputException($"--vector: found '{word}', expected one of 512, 256, scalar"),
        };
        return SimulatorPaths.IsSupported(path)
            ? path
            : throw new InputException($"--vector: this processor has no {FlightLines.Kernels(path)} instructions");
    }

    private static string Millions(double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.0} M");

    private static JsonObject Document(SimulatorSpeed speed) => new()
    {
        ["path"] = FlightLines.Kernels(speed.Path),
        ["envs"] = speed.Drones,
        ["threads"] = speed.Threads,
        ["stepsPerSecond"] = speed.Total,
        ["stepsPerCoreSecond"] = speed.PerCore,
    };

    private static Option<int[]> List(string name, string description, string standard, int most) => new(name)
    {
        Description = $"{description}, whole numbers with commas between [default: {standard}]",
        HelpName = "N,…",
        Arity = ArgumentArity.ExactlyOne,
        DefaultValueFactory = _ => Numbers(standard, most)!,
        CustomParser = result => Parse(result, name, most),
    };

    private static int[] Parse(ArgumentResult result, string name, int most)
    {
        string text = result.Tokens[^1].Value;
        if (Numbers(text, most) is { } values)
            return values;
        result.AddError($"{name}: found '{text}', expected whole numbers from 1 to {most} with commas between");
        return [1];
    }

    private static int[]? Numbers(string text, int most)
    {
        List<int> values = [];
        foreach (string part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                || value < 1 || value > most)
                return null;
            values.Add(value);
        }
        return [.. values];
    }
}
