using Hinge.Core.Runs;
using Spectre.Console;

namespace Hinge.Cli.Shell;

/// <summary>Progress for a terminal: one bar, which every stage takes over, gone when the display closes.</summary>
internal sealed class LiveProgress : IProgressSink
{
    private const string Waiting = "…";   // Spectre refuses a bar without a text

    // Spectre draws while a callback runs. Ours waits until this is set, and the steps arrive from outside.
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _drawing;
    private ProgressTask? _bar;

    /// <summary>Starts to draw.</summary>
    public LiveProgress(IAnsiConsole console)
    {
        _drawing = console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                _bar = context.AddTask(Waiting);
                return _closed.Task;
            });
    }

    /// <inheritdoc/>
    public void Show(RunProgress step)
    {
        if (_bar is null)
            return;
        // A bar that reaches its end is finished for good, but the next stage needs it again.
        double total = Math.Max(1, step.Total);
        _bar.IsIndeterminate = step.Total <= 0;
        _bar.MaxValue = total;
        _bar.Value = Math.Clamp(step.Done, 0, total * (1 - 1e-9));
        string detail = string.IsNullOrEmpty(step.Detail) ? "" : "  " + step.Detail;
        string text = step.Stage + detail;
        _bar.Description = string.IsNullOrWhiteSpace(text) ? Waiting : Markup.Escape(text);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.TrySetResult();
        // A bar that could not be drawn, because the terminal is gone, is no reason to lose a run: nothing is rethrown.
        _drawing.ContinueWith(static drawn => drawn.Exception, TaskScheduler.Default).Wait();
    }
}
