namespace Hinge.Cli.Shell;

/// <summary>What the process says to the one that started it.</summary>
public static class ExitCode
{
    /// <summary>The work is done and every check held.</summary>
    public const int Done = 0;

    /// <summary>The run failed: a check did not hold, a target was missed, or the program met the unexpected.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or bad input; nothing was started.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C (SIGINT) or SIGTERM.</summary>
    public const int Cancelled = 130;
}
