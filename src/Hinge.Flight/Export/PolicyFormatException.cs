using Hinge.Core;

namespace Hinge.Flight.Export;

/// <summary>A policy cannot be read, or is none: wrong length, other version, weights that are not numbers.</summary>
/// <param name="message">One line: the file, the value, what was expected.</param>
/// <param name="inner">The cause, shown only on request.</param>
public sealed class PolicyFormatException(string message, Exception? inner = null) : InputException(message, inner);
