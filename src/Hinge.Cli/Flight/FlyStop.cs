using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Tour;
using Hinge.Core.Runs;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Learning;
using Hinge.Flight.Runs;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;
using Hinge.Flight.Tracking;

namespace Hinge.Cli.Flight;

/// <summary>
/// The tour's stop at Flight: trains a policy from nothing, throws it a thousand times, lets it follow a figure-eight,
/// and times the simulator.
/// </summary>
internal sealed class FlyStop : ITourStop
{
    // One seed for everyone: a training is a matter of luck, which docs/fly.md shows seed by seed.
    private const ulong TrainingSeed = 1;
    private const double LeastSurvival = 0.8;

    /// <inheritdoc/>
    public string Name => "fly";

    /// <inheritdoc/>
    public string Description => "learn to fly a quadrotor";

    /// <inheritdoc/>
    public bool UsesTorch => false;

    /// <inheritdoc/>
    public TourResult Run(TourContext context, CancellationToken cancellation)
    {
        Drone drone = Drone.Crazyflie;
        FlightSettings settings = new()
        {
            Drone = drone,
            Seed = TrainingSeed,
            Threads = Math.Min(2, Environment.ProcessorCount),
        };
        FlightRun run;
        string path = Path.GetDirectoryName(context.Folder.File("fly/settings.json"))!;
        using (RunFolder folder = RunFolder.Open(path))
            run = FlightRun.Begin(folder, settings);
        FlightResult result = run.Train(new FlightProgress(context.Progress, "fly", settings.Steps), cancellation);
        TrackingMetrics eight = result.Track!;
        double speed = SimulatorBenchmark.Measure(
            new QuadrotorBatch(drone, new HoverTask(), 1024), 1, 0.5, cancellation: cancellation).PerCore;
        FlightReport.Add(context.Report, run, result);

        double survival = result.Test!.Survival;
        JsonObject fields = FlightJson.Of(result);
        string follows = eight.IsLost ? "loses a figure-eight" : string.Create(
            CultureInfo.InvariantCulture, $"follows a figure-eight of 1 m to {eight.Rmse:0.00} m");
        string caught = string.Create(
            CultureInfo.InvariantCulture,
            $"catches {100 * survival:0.0} % of 1000 throws and settles {100 * result.Test.Settled:0.0} %");
        string truth = $"a policy learnt from nothing {caught}; it {follows}";
        return new(survival >= LeastSurvival, truth, $"≥ {100 * LeastSurvival:0} %", fields)
        {
            Speed = string.Create(
                CultureInfo.InvariantCulture,
                $"learnt in {result.Timings.WallSeconds:0.0} s; simulated {speed / 1e6:0} M steps a second on one core"),
        };
    }
}
