#!/usr/bin/env dotnet
#:project ../src/Hinge.Flight

// A drone's figures, a trained policy on 1000 throws, and the simulator's speed; also as a native program without .NET:
//   dotnet run -c Release fly.cs [params|evaluate|sim-bench] [POLICY]
//   dotnet publish -c Release fly.cs -p:IlcInstructionSet=native
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;
using Hinge.Flight.Simulation;
using Hinge.Flight.Tasks;

string what = args.Length > 0 ? args[0] : "all";
Console.WriteLine($"kernels {SimulatorPaths.Best}");
Drone drone = Drone.Crazyflie;
if (what is "all" or "params")
{
    DroneFigures figures = DroneFigures.Of(drone);
    Console.WriteLine(FormattableString.Invariant(
        $"{drone.Name}: {1000 * drone.Mass:0.0} g, thrust/weight {figures.ThrustToWeight:0.00}"));
}
if (what is "all" or "evaluate")
{
    Policy policy = SafetensorsPolicy.Read(args.Length > 1 ? args[1] : "../data/flight/crazyflie.safetensors");
    PolicyEvaluation test = Evaluator.Run(policy, drone, new HoverTask(), episodes: 1000, seed: 1);
    Console.WriteLine(FormattableString.Invariant(
        $"1000 throws: return {test.Return:0}, survival {test.Survival:0.000}, settled {test.Settled:0.000}"));
}
if (what is "all" or "sim-bench")
{
    SimulatorSpeed speed = SimulatorBenchmark.Measure(new(drone, new HoverTask(), 1024), threads: 1, seconds: 0.4);
    Console.WriteLine(FormattableString.Invariant($"{speed.PerCore / 1e6:0.0} M steps a second on one core"));
}
