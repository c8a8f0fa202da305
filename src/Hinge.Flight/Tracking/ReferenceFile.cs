using System.Globalization;
using System.Text;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>Reads rows t, x, y, z and perhaps vx, vy, vz, with or without a header of these names (§6).</summary>
internal static class ReferenceFile
{
    private const int MostBytes = 16 << 20;
    private const double Farthest = 1e6;

    private static readonly string[] s_names = ["t", "x", "y", "z", "vx", "vy", "vz"];

    private static string Form => "expected t,x,y,z or t,x,y,z,vx,vy,vz";

    /// <summary>A file on disk.</summary>
    /// <exception cref="InputException">The file cannot be read, or is no reference.</exception>
    public static SampledReference Read(string path)
    {
        byte[] bytes = new byte[MostBytes + 1];
        try
        {
            using FileStream stream = InputFile.OpenRead(path);
            bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ReferenceFormatException(
                $"{path}: cannot be read: {cause.Message.ReplaceLineEndings(" ")}", cause);
        }
        return Parse(bytes, path);
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="ReferenceFormatException">It is no reference.</exception>
    public static SampledReference Parse(ReadOnlySpan<byte> utf8, string source)
    {
        if (utf8.Length > MostBytes)
            throw new ReferenceFormatException($"{source}: more than {MostBytes >> 20} MiB; no file of a reference is");
        using StringReader text = new(Encoding.UTF8.GetString(utf8).TrimStart('\uFEFF'));
        List<ReferenceSample> samples = [];
        int row = 0, columns = 0;
        while (text.ReadLine() is { } line)
        {
            row++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string[] fields = line.Split(',', s_names.Length + 1, StringSplitOptions.TrimEntries);
            if (fields.Length is not (4 or 7))
                throw Fault(source, row, $"{fields.Length} columns; {Form}");
            if (columns == 0)
            {
                columns = fields.Length;
                if (fields.SequenceEqual(s_names.Take(columns), StringComparer.OrdinalIgnoreCase))
                    continue;
            }
            if (fields.Length != columns)
                throw Fault(source, row, $"{fields.Length} columns where earlier rows have {columns}");
            ReferenceSample sample = Sample(fields, source, row);
            if (samples.Count > 0 && !(sample.Time > samples[^1].Time))
            {
                throw Fault(source, row,
                    $"t {Text(sample.Time)} does not come after {Text(samples[^1].Time)}; expected rows in order of t");
            }
            samples.Add(sample);
        }
        return samples.Count >= 2
            ? new(source, samples)
            : throw new ReferenceFormatException($"{source}: rows found: {samples.Count}; expected 2 at least");
    }

    private static ReferenceSample Sample(string[] fields, string source, int row)
    {
        double[] values = new double[s_names.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            if (!double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]))
            {
                throw Fault(
                    source, row, $"{s_names[i]}: found '{Printable.Text(fields[i])}', expected a number; {Form}");
            }
            if (!(Math.Abs(values[i]) <= (i == 0 ? 1e12 : Farthest)))
                throw Fault(source, row, $"{s_names[i]}: {Text(values[i])} is not in SI units of a flight");
        }
        Vector3D position = new(values[1], values[2], values[3]);
        return new(row, values[0], position, fields.Length == 4 ? null : new(values[4], values[5], values[6]));
    }

    private static ReferenceFormatException Fault(string source, int row, string what) =>
        new($"{source}: row {row}: {what}");

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
