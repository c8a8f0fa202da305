using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>A row of a sampled reference.</summary>
/// <param name="Row">Its number in the file, the header's included, from 1.</param>
/// <param name="Time">In s.</param>
/// <param name="Position">World axes, in m.</param>
/// <param name="Velocity">World axes, in m/s; null where the file leaves it to central differences.</param>
internal readonly record struct ReferenceSample(int Row, double Time, Vector3D Position, Vector3D? Velocity);
