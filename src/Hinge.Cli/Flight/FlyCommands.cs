using System.CommandLine;
using Hinge.Cli.Shell;

namespace Hinge.Cli.Flight;

/// <summary><c>hinge fly</c>: drones, their simulator, and learning to fly them.</summary>
internal static class FlyCommands
{
    /// <summary>The group with its examples.</summary>
    public static SystemCommands Create() => new(
        new Command("fly", "Describe a drone, learn to fly it in seconds, export what flies it")
        {
            ParamsCommand.Create(),
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            SimBenchCommand.Create(),
            TrackCommand.Create(),
            ExportCommand.Create(),
        },
        [
            "hinge fly params my-quad.json",
            "hinge fly train --drone my-quad.json --seed 0",
            "hinge fly evaluate runs/20270101-120000-flight-0",
            "hinge fly sim-bench --drone x500",
            "hinge fly track actor.bin --reference eight --period 5.5",
            "hinge fly export actor.bin --format c --verify",
        ]);
}
