namespace Hinge.Core;

/// <summary>
/// The input was fine and the run was carried out, but it did not reach what it was asked for: a bound was exceeded, a
/// target missed, a check failed. The command line prints the message as it is and exits with code 1.
/// </summary>
public class RunFailedException : Exception
{
    /// <summary>A run that did not succeed, described in one line.</summary>
    /// <param name="message">What was asked for and what was reached.</param>
    /// <param name="inner">The cause, shown only on request.</param>
    public RunFailedException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
