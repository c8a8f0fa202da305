using Hinge.Core;

namespace Hinge.Scattering;

/// <summary>
/// A frame that cannot be had: an impossible recipe, an unreadable text or file, a repair without inverse.
/// </summary>
/// <param name="message">One line: what was wrong, where, and what was expected.</param>
/// <param name="inner">The cause, shown only on request.</param>
public sealed class FrameException(string message, Exception? inner = null) : InputException(message, inner);
