using Hinge.Core;

namespace Hinge.Scattering;

/// <summary>
/// A network that cannot be built: grids that do not divide, an unknown key of a file, too many values.
/// </summary>
/// <param name="message">One line: what was wrong, where, and what was expected.</param>
/// <param name="inner">The cause, shown only on request.</param>
public sealed class NetworkException(string message, Exception? inner = null) : InputException(message, inner);
