namespace Hinge.Flight.Simulation;

/// <summary>A measured speed.</summary>
/// <param name="Path">The code.</param>
/// <param name="Drones">In the batch.</param>
/// <param name="Threads">That stepped it.</param>
/// <param name="PerCore">Steps of one drone in a second of one core's time, best round.</param>
/// <param name="Total">Of all threads together: on one thread the same, on several by the wall clock.</param>
public sealed record SimulatorSpeed(SimulatorPath Path, int Drones, int Threads, double PerCore, double Total);
