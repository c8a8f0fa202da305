using Hinge.Core;

namespace Hinge.Flight.Tracking;

/// <summary>A file of a reference cannot be used: a value that is no number, times out of order, too few rows.
/// </summary>
/// <param name="message">One line: the file, the row, what was found and expected.</param>
/// <param name="inner">The cause, shown only on request.</param>
public sealed class ReferenceFormatException(string message, Exception? inner = null)
    : InputException(message, inner);
