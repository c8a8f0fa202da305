using System.Text;
using System.Text.Json;
using CsCheck;
using Hinge.Core.Runs;
using Hinge.Testing;

namespace Hinge.Core.Tests.Runs;

public sealed class MetricsLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private string Log => _folder.File("metrics.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_is_one_line_seen_at_once()
    {
        using MetricsLog log = MetricsLog.Resume(Log);
        Assert.Equal(-1, log.LastStep);
        log.Append(3, ("loss", 0.5), ("best \"so far\"", 1e300));
        log.Append(3);
        using FileStream beside = new(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(beside);
        string expected = "{\"step\":3,\"loss\":0.5,\"best \\u0022so far\\u0022\":1E+300}\n{\"step\":3}\n";
        Assert.Equal(expected, reader.ReadToEnd());
    }

    [Fact]
    public void Values_that_are_no_numbers_are_named()
    {
        using (MetricsLog log = MetricsLog.Resume(Log))
            log.Append(0, ("a", double.NaN), ("b", double.PositiveInfinity), ("c", double.NegativeInfinity));
        Assert.Equal("{\"step\":0,\"a\":\"NaN\",\"b\":\"Infinity\",\"c\":\"-Infinity\"}\n", File.ReadAllText(Log));
        using MetricsLog again = MetricsLog.Resume(Log);
        Assert.Equal(0, again.LastStep);
    }

    [Fact]
    public void Finite_values_read_back_to_the_bit() => Gen.Double.Array.Sample(values =>
    {
        File.Delete(Log);
        using (MetricsLog log = MetricsLog.Resume(Log))
            log.Append(0, [.. values.Select((value, i) => ($"v{i}", value))]);
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(Log));
        for (int i = 0; i < values.Length; i++)
        {
            JsonElement found = record.RootElement.GetProperty($"v{i}");
            double value = double.IsFinite(values[i]) ? found.GetDouble() : double.Parse(found.GetString()!, null);
            Assert.Equal(BitConverter.DoubleToInt64Bits(values[i]) | (double.IsNaN(values[i]) ? 1L << 63 : 0),
                BitConverter.DoubleToInt64Bits(value) | (double.IsNaN(value) ? 1L << 63 : 0));
        }
    }, iter: 200, threads: 1);

    /// <summary>Cut anywhere and resumed at any step, the log is what an unbroken run has at that step.</summary>
    [Fact]
    public void Any_interruption_resumes_to_a_prefix() =>
        Gen.Select(Gen.Int[0, 3].Array[0, 12], Gen.Int[0, 1000], Gen.Int[-1, 20]).Sample((increments, cut, keep) =>
        {
            File.Delete(Log);
            long step = 0;
            using (MetricsLog log = MetricsLog.Resume(Log))
            {
                foreach (int increment in increments)
                    log.Append(step += increment, ("x", step * 0.1));
            }
            byte[] whole = File.ReadAllBytes(Log);
            byte[] torn = whole[..(cut % (whole.Length + 1))];
            string[] expected = [.. Encoding.UTF8.GetString(torn).Split('\n')[..^1]
                .Where(line => JsonDocument.Parse(line).RootElement.GetProperty("step").GetInt64() <= keep)];
            File.WriteAllBytes(Log, torn);
            using (MetricsLog log = MetricsLog.Resume(Log, keep))
                log.Append(99);
            Assert.Equal([.. expected, "{\"step\":99}"], File.ReadAllLines(Log));
        }, iter: 300, threads: 1);

    [Theory]
    [InlineData("nonsense\n", "line 1, byte 0")]
    [InlineData("{\"step\":1}\n\n", "line 2, byte 11")]
    [InlineData("{\"step\":1}\n[1]\n", "line 2, byte 11")]
    [InlineData("{\"loss\":1}\n", "line 1, byte 0")]
    [InlineData("{\"step\":\"1\"}\n", "line 1, byte 0")]
    [InlineData("{\"step\":-1}\n", "line 1, byte 0")]
    [InlineData("{\"step\":1.5}\n", "line 1, byte 0")]
    [InlineData("{\"step\":1}x\n", "line 1, byte 0")]
    [InlineData("{\"step\":2}\n{\"step\":1}\n", "step 1 after step 2")]
    public void A_whole_line_that_is_no_record_is_refused_and_nothing_is_lost(string text, string expected)
    {
        File.WriteAllText(Log, text);
        string message = Assert.Throws<InputException>(() => MetricsLog.Resume(Log)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains(Log, message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Log));
    }

    [Fact]
    public void A_nested_step_is_not_the_step()
    {
        File.WriteAllText(Log, "{\"inner\":{\"step\":9},\"step\":4}\n");
        using MetricsLog log = MetricsLog.Resume(Log);
        Assert.Equal(4, log.LastStep);
    }

    [Fact]
    public void Steps_and_names_are_checked()
    {
        using MetricsLog log = MetricsLog.Resume(Log);
        log.Append(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Append(4));
        Assert.Throws<ArgumentException>(() => log.Append(6, ("step", 1)));
        Assert.Throws<ArgumentException>(() => log.Append(6, ("", 1)));
        Assert.Throws<ArgumentException>(() => log.Append(6, ("a", 1), ("b", 1), ("a", 2)));
        Assert.Equal("{\"step\":5}\n", File.ReadAllText(Log));
    }

    [Fact]
    public void A_log_that_cannot_be_opened_is_named()
    {
        string message = Assert.Throws<InputException>(() => MetricsLog.Resume(_folder.Path)).Message;
        Assert.StartsWith(_folder.Path, message, StringComparison.Ordinal);
    }
}
