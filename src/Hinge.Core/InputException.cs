namespace Hinge.Core;

/// <summary>
/// What the user gave cannot be used: a file, a setting, a network. The message is one line that says what was wrong,
/// where, and what was expected; the command line prints it as it is and exits with code 2.
/// </summary>
public class InputException : Exception
{
    /// <summary>Bad input, described in one line.</summary>
    /// <param name="message">What was wrong, where, and what was expected.</param>
    /// <param name="inner">The cause, shown only on request.</param>
    public InputException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
