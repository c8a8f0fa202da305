using Hinge.Core;

namespace Hinge.Flight.Tasks;

/// <summary>A task file cannot be read, or asks for what cannot be.</summary>
/// <param name="message">One line: the file, the value, what was expected.</param>
/// <param name="inner">The cause, shown only on request.</param>
public sealed class TaskFormatException(string message, Exception? inner = null) : InputException(message, inner);
