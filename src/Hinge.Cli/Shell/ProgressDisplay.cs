using Hinge.Core.Runs;

namespace Hinge.Cli.Shell;

/// <summary>Opens a display at the first step of some work and closes it when something else wants to speak.</summary>
internal sealed class ProgressDisplay(Func<IProgressSink> open) : IProgress<RunProgress>
{
    private readonly Lock _lock = new();
    private IProgressSink? _sink;

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            _sink ??= open();
            _sink.Show(value);
        }
    }

    /// <summary>Ends the display, if there is one. The next step opens a new one.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _sink?.Dispose();
            _sink = null;
        }
    }
}
