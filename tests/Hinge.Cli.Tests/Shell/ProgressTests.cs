using Hinge.Cli.Shell;
using Hinge.Core.Runs;

namespace Hinge.Cli.Tests.Shell;

public class ProgressTests
{
    [Theory]
    [InlineData(30, 120, "loss 0.41", "train 30/120 (25 %)  loss 0.41")]
    [InlineData(7, 0, null, "train 7")]
    [InlineData(9, 3, "", "train 9/3 (100 %)")]
    [InlineData(-1, 3, null, "train -1/3 (0 %)")]
    [InlineData(long.MaxValue, long.MaxValue, null, "train 9223372036854775807/9223372036854775807 (100 %)")]
    public void A_step_is_a_line(long done, long total, string? detail, string expected) =>
        Assert.Equal(expected, LineProgress.Line(new RunProgress("train", done, total, detail)));

    [Fact]
    public void A_line_appears_every_few_seconds_and_none_before()
    {
        using StringWriter written = new();
        SteppedTime time = new();
        using LineProgress lines = new(written, time);
        for (int second = 0; second <= 20; second++)
        {
            lines.Show(new RunProgress("train", second, 20));
            time.Advance(TimeSpan.FromSeconds(1));
        }

        string[] seen = written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["train 4/20 (20 %)", "train 8/20 (40 %)", "train 12/20 (60 %)", "train 16/20 (80 %)",
            "train 20/20 (100 %)"], seen);
    }

    [Fact]
    public void Results_and_progress_keep_to_their_own_stream()
    {
        using StringWriter output = new(), error = new();
        SteppedTime time = new();
        Terminal terminal = new(output, error, live: null, colour: false, time);

        terminal.Progress.Report(new RunProgress("train", 0, 2));
        time.Advance(TimeSpan.FromSeconds(10));
        terminal.Progress.Report(new RunProgress("train", 1, 2));
        terminal.WriteLine("result");

        Assert.Equal("result" + Environment.NewLine, output.ToString());
        Assert.Equal("train 1/2 (50 %)" + Environment.NewLine, error.ToString());
    }

    [Fact]
    public void Steps_may_come_from_many_threads()
    {
        using StringWriter error = new();
        SteppedTime time = new();
        Terminal terminal = new(TextWriter.Null, error, live: null, colour: false, time);

        Parallel.For(0, 1000, step =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            terminal.Progress.Report(new RunProgress("train", step, 1000));
        });

        Assert.All(error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(@"^train \d+/1000 \(\d+ %\)$", line));
    }

    private sealed class SteppedTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
    }
}
