using System.Globalization;
using Hinge.Core.Runs;

namespace Hinge.Cli.Shell;

/// <summary>Progress for a pipe or a log: a plain line every few seconds, none for work that is over sooner.</summary>
internal sealed class LineProgress(TextWriter writer, TimeProvider time) : IProgressSink
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(4);
    private long _last = time.GetTimestamp();

    /// <inheritdoc/>
    public void Show(RunProgress step)
    {
        if (time.GetElapsedTime(_last) < s_interval)
            return;
        _last = time.GetTimestamp();
        writer.WriteLine(Line(step));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <summary>One step in words: <c>train 30/120 (25 %)  loss 0.41</c>.</summary>
    internal static string Line(RunProgress step)
    {
        double percent = step.Total > 0 ? Math.Clamp(100.0 * step.Done / step.Total, 0, 100) : 0;
        string count = step.Total > 0
            ? string.Create(CultureInfo.InvariantCulture, $" {step.Done}/{step.Total} ({percent:F0} %)")
            : string.Create(CultureInfo.InvariantCulture, $" {step.Done}");
        string detail = string.IsNullOrEmpty(step.Detail) ? "" : "  " + step.Detail;
        return step.Stage + count + detail;
    }
}
