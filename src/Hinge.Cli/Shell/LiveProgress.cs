using Hinge.Core.Runs;
using Spectre.Console;

namespace Hinge.Cli.Shell;

/// <summary>Progress for a terminal: one moving bar for the stage at work, gone when the display closes.</summary>
internal sealed class LiveProgress : IProgressSink
{
    // Spectre draws while a callback runs. Ours waits until this is set, and the steps arrive from outside.
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;
    private ProgressContext? _context;
    private ProgressTask? _bar;
    private string? _stage;

    /// <summary>Starts to draw.</summary>
    public LiveProgress(IAnsiConsole console)
    {
        _drawing = console.Progress()
            .AutoClear(true)
            .HideCompleted(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                _context = context;
                return _closed.Task;
            });
    }

    /// <inheritdoc/>
    public void Show(RunProgress step)
    {
        if (_context is null)
            return;
        if (_bar is null || _stage != step.Stage)
        {
            _bar?.StopTask();
            _bar = _context.AddTask(Markup.Escape(step.Stage));
            _stage = step.Stage;
        }
        _bar.IsIndeterminate = step.Total <= 0;
        _bar.MaxValue = Math.Max(1, step.Total);
        _bar.Value = Math.Clamp(step.Done, 0, Math.Max(1, step.Total));
        string detail = string.IsNullOrEmpty(step.Detail) ? "" : "  " + step.Detail;
        _bar.Description = Markup.Escape(step.Stage + detail);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.TrySetResult();
        _drawing.GetAwaiter().GetResult();
    }
}
