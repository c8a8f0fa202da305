using Hinge.Core;
using Hinge.Torch.Native;

namespace Hinge.Cli.Shell;

/// <summary>How an exception ends the process: one line and an exit code.</summary>
/// <param name="Message">The line, without the program's name.</param>
/// <param name="ExitCode">The exit code.</param>
internal readonly record struct Failure(string Message, int ExitCode)
{
    /// <summary>Sorts an exception: bad input, failed run, unusable machine, or the unexpected.</summary>
    public static Failure From(Exception thrown, CancellationToken cancellation)
    {
        Exception cause = Single(thrown);
        (string message, int code) = cause switch
        {
            OperationCanceledException when cancellation.IsCancellationRequested
                => ("cancelled", Shell.ExitCode.Cancelled),
            InputException => (cause.Message, Shell.ExitCode.BadInput),
            RunFailedException => (cause.Message, Shell.ExitCode.Failed),
            LibTorchException => ($"{cause.Message}; 'hinge doctor' says more", Shell.ExitCode.Failed),
            IOException or UnauthorizedAccessException => (cause.Message, Shell.ExitCode.Failed),
            _ => ($"unexpected {cause.GetType().Name}: {cause.Message}", Shell.ExitCode.Failed),
        };
        return new Failure(message.ReplaceLineEndings(" ").Trim(), code);
    }

    // Parallel loops and static constructors wrap what happened; the user wants what happened.
    private static Exception Single(Exception thrown) => thrown switch
    {
        AggregateException { InnerExceptions: [Exception only] } => Single(only),
        TypeInitializationException { InnerException: Exception inner } => Single(inner),
        _ => thrown,
    };
}
