using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Hinge.Core.Runs;

/// <summary>
/// The log <c>metrics.jsonl</c> of a run: one line of JSON a record, <c>{"step":120,"loss":0.41}</c>, handed to the
/// system at each line, so that a reader beside the run sees whole lines only.
/// </summary>
/// <remarks>
/// Steps never decrease. NaN and the infinities, which JSON lacks, are written as the strings <c>"NaN"</c>,
/// <c>"Infinity"</c> and <c>"-Infinity"</c>: a loss that blows up must be seen in the log.
/// </remarks>
public sealed class MetricsLog : IDisposable
{
    private readonly FileStream _file;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _writer;

    private MetricsLog(FileStream file, long lastStep)
    {
        _file = file;
        _writer = new Utf8JsonWriter(_line);
        LastStep = lastStep;
    }

    /// <summary>The step of the last record; -1 in an empty log.</summary>
    public long LastStep { get; private set; }

    /// <summary>Makes a new log; null when the file is there already.</summary>
    internal static MetricsLog? TryCreate(string path)
    {
        try
        {
            return new MetricsLog(Open(path, FileMode.CreateNew), -1);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>
    /// Opens a log to go on with it, or makes it. An incomplete last line, which an interruption may leave, is cut off.
    /// </summary>
    /// <param name="path">The log.</param>
    /// <param name="lastStep">Records of later steps are cut off as well: the resumed run repeats them.</param>
    /// <exception cref="InputException">A whole line is no record, steps decrease, or it cannot be opened.</exception>
    public static MetricsLog Resume(string path, long? lastStep = null)
    {
        FileStream? file = null;
        try
        {
            file = Open(path, FileMode.OpenOrCreate);
            byte[] bytes = new byte[checked((int)file.Length)];
            file.ReadExactly(bytes);
            (long kept, long last) = Scan(path, bytes, lastStep ?? long.MaxValue);
            file.SetLength(kept);
            file.Position = kept;
            return new MetricsLog(file, last);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OverflowException)
        {
            file?.Dispose();
            throw new InputException($"{path}: the log cannot be opened: {e.Message}", e);
        }
        catch (InputException)
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Appends one record.</summary>
    /// <param name="step">The step, at least <see cref="LastStep"/> and not negative.</param>
    /// <param name="values">Names, all different and none of them <c>step</c>, with their values.</param>
    /// <exception cref="ArgumentException">A name is empty, taken or given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> goes back.</exception>
    public void Append(long step, params ReadOnlySpan<(string Name, double Value)> values) =>
        AppendTyped(step, null, values);

    /// <summary>Appends one record of a kind, <c>{"type":"validation","step":120,…}</c>.</summary>
    /// <param name="step">The step, at least <see cref="LastStep"/> and not negative.</param>
    /// <param name="type">The kind of record; null leaves the field out.</param>
    /// <param name="values">Names, all different and none of them <c>step</c> or <c>type</c>, with their values.</param>
    /// <exception cref="ArgumentException">A name is empty, taken or given twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> goes back.</exception>
    public void AppendTyped(long step, string? type, params ReadOnlySpan<(string Name, double Value)> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, Math.Max(0, LastStep));
        CheckNames(values);
        _line.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        if (type is not null)
            _writer.WriteString("type"u8, type);
        _writer.WriteNumber("step"u8, step);
        foreach ((string name, double value) in values)
        {
            if (double.IsFinite(value))
                _writer.WriteNumber(name, value);
            else
                _writer.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
        }
        _writer.WriteEndObject();
        _writer.Flush();
        _line.Write("\n"u8);
        _file.Write(_line.WrittenSpan);
        LastStep = step;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _file.Dispose();
    }

    // No buffer: each record is one write of one whole line.
    private static FileStream Open(string path, FileMode mode) =>
        new(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);

    private static void CheckNames(ReadOnlySpan<(string Name, double Value)> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            string name = values[i].Name;
            if (name is "" or "step" or "type")
                throw new ArgumentException($"'{name}' cannot name a metric", nameof(values));
            for (int j = 0; j < i; j++)
            {
                if (values[j].Name == name)
                    throw new ArgumentException($"metric '{name}' is given twice", nameof(values));
            }
        }
    }

    /// <summary>How many bytes to keep, and the step of the last record in them.</summary>
    private static (long Kept, long LastStep) Scan(string path, ReadOnlySpan<byte> bytes, long lastStep)
    {
        int kept = 0;
        long last = -1;
        for (int line = 1; bytes[kept..].IndexOf((byte)'\n') is int length and >= 0; line++)
        {
            long step = StepOf(bytes.Slice(kept, length))
                ?? throw new InputException($"{path}: line {line}, byte {kept}: expected {{\"step\":number, …}}");
            if (step < last)
                throw new InputException($"{path}: line {line}, byte {kept}: step {step} after step {last}");
            if (step > lastStep)
                break;
            last = step;
            kept += length + 1;
        }
        return (kept, last);
    }

    private static long? StepOf(ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line);
            long? step = null;
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                    continue;
                bool isStep = reader.ValueTextEquals("step"u8);
                reader.Read();
                if (isStep)
                    step = reader.TryGetInt64(out long value) && value >= 0 ? value : null;
            }
            return step;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;   // not JSON, or a step that is no number
        }
    }
}
