using Hinge.Core;

namespace Hinge.Flight.Dynamics;

/// <summary>A drone file cannot be read, or describes a drone that cannot be simulated or cannot hover.</summary>
/// <param name="message">One line: the file, the value, what was expected.</param>
/// <param name="inner">The cause, shown only on request.</param>
public sealed class DroneFormatException(string message, Exception? inner = null) : InputException(message, inner);
