using System.Globalization;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Learning;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tracking;

namespace Hinge.Cli.Flight;

/// <summary>The lines in which trainings and evaluations are told.</summary>
internal static class FlightLines
{
    /// <summary>What is about to be trained.</summary>
    public static string Begin(FlightSettings settings)
    {
        Drone drone = settings.Drone;
        string ablations = settings.Ablations == Ablations.None ? ""
            : $"; without {string.Join(", ", AblationNames.Of(settings.Ablations))}";
        double hover = HoverSolution.Of(drone).Actions.Average();
        return string.Create(CultureInfo.InvariantCulture, $"{drone.Name}: {1000 * drone.Mass:0.0} g, thrust/weight {DroneFigures.Of(drone).ThrustToWeight:0.00}, "
            + $"hover action {hover:+0.000;-0.000}; task {settings.Task.Name}; recipe {settings.Recipe.Name}{ablations}; "
            + $"seed {settings.Seed}; {settings.Steps:N0} steps; {settings.Threads} "
            + $"{(settings.Threads == 1 ? "thread" : "threads")}, {Kernels(SimulatorPaths.Best)}");
    }

    /// <summary>The code that the simulator and the networks run in.</summary>
    public static string Kernels(SimulatorPath path) => path switch
    {
        SimulatorPath.Vector512 => "512-bit",
        SimulatorPath.Vector256 => "256-bit",
        _ => "scalar",
    };

    /// <summary>What was selected.</summary>
    public static string Selected(FlightResult result)
    {
        if (result.Chosen is not { } chosen)
            return "selected  the last actor";
        Candidate best = result.Candidates[chosen];
        CandidateScore score = best.Second ?? best.First;
        string word = result.IsEligible ? "selected" : "none eligible, kept";
        return string.Create(CultureInfo.InvariantCulture, $"{word}  {best.Network} at step {best.Step} ({result.Candidates.Count} candidates)   "
            + $"validation return {score.Return:0}   survival {score.Survival:0.00}");
    }

    /// <summary>What an evaluation measured.</summary>
    public static string Test(string name, PolicyEvaluation test) => string.Create(CultureInfo.InvariantCulture, $"{name,-9} {test.Episodes.Count} episodes   return {test.Return:0} of 1000   survival {test.Survival:0.000}   "
        + $"settled {test.Settled:0.000}   length {test.Length:0}   "
        + $"tail {(test.Tail is { } tail ? string.Create(CultureInfo.InvariantCulture, $"{tail:0.00} m") : "-")}");

    /// <summary>What a training took.</summary>
    public static string Time(FlightResult result) => string.Create(CultureInfo.InvariantCulture, $"time      {result.Timings.WallSeconds:0.0} s wall, {result.Timings.ProcessorSeconds:0.0} s CPU   "
        + $"{result.CriticUpdates:N0} critic and {result.ActorUpdates:N0} actor updates   "
        + $"{result.Timings.Operations / 1e12:0.00} TFLOP at "
        + $"{result.Timings.Operations / 1e9 / result.Timings.ProcessorSeconds:0} GFLOP/s");

    /// <summary>How a flight followed its reference.</summary>
    public static string Track(TrackingMetrics metrics) => string.Join("   ",
        metrics.Reference,
        Figure("RMSE", metrics.Rmse, "0.000", "m"),
        Figure("max", metrics.Maximum, "0.00", "m"),
        Figure("lag", metrics.Lag, "0.00", "s"),
        Figure("peak speed", metrics.PeakSpeed, "0.0", "m/s"),
        metrics.LostAt is { } lost ? $"lost at {Text(lost, "0.##")} s" : $"{Text(metrics.Seconds, "0.##")} s flown");

    /// <summary>How a flight answered a step of its reference.</summary>
    public static string Step(StepResponse step) => string.Join("   ",
        Figure("rise", step.Rise, "0.00", "s"),
        $"overshoot {Text(100 * step.Overshoot, "0")} %",
        Figure("within 5 cm after", step.Settling, "0.00", "s"),
        Figure("steady error", step.SteadyError, "0.000", "m"));

    private static string Figure(string name, double? value, string format, string unit) =>
        value is { } number ? $"{name} {Text(number, format)} {unit}" : $"{name} –";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
