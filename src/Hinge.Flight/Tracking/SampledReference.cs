using Hinge.Core;
using Hinge.Flight.Dynamics;

namespace Hinge.Flight.Tracking;

/// <summary>
/// A reference from a file of rows t, x, y, z [, vx, vy, vz] in SI units (specification §6). Time counts from the first
/// row; between rows position is the cubic of the two positions and velocities, and velocity its derivative; after the
/// last row it rests there. Velocities that the file lacks are central differences, one-sided at the ends.
/// </summary>
public sealed class SampledReference : IReference
{
    private const double Around = 0.1;

    private readonly double[] _times;
    private readonly Vector3D[] _positions, _velocities;
    private readonly int[] _rows;

    internal SampledReference(string name, IReadOnlyList<ReferenceSample> samples)
    {
        Name = name;
        _rows = [.. samples.Select(sample => sample.Row)];
        _times = [.. samples.Select(sample => sample.Time - samples[0].Time)];
        _positions = [.. samples.Select(sample => sample.Position)];
        Vector3D[] differences = Differences(_times, _positions);
        _velocities = [.. samples.Select((sample, i) => sample.Velocity ?? differences[i])];
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Rows.</summary>
    public int Count => _times.Length;

    /// <summary>Time of the last row, in s from the first.</summary>
    public double Duration => _times[^1];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, at most 16 MiB.</param>
    /// <exception cref="ReferenceFormatException">A row cannot be used, rows are not in order of t, or fewer than two.
    /// </exception>
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public static SampledReference Read(string path) => ReferenceFile.Read(path);

    /// <summary>Reads the text of a file.</summary>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="source">The name that messages begin with.</param>
    /// <exception cref="ReferenceFormatException">As for <see cref="Read"/>.</exception>
    public static SampledReference Parse(ReadOnlySpan<byte> utf8, string source) => ReferenceFile.Parse(utf8, source);

    /// <inheritdoc/>
    public Vector3D PositionAt(double time)
    {
        if (Between(time) is not { } at)
            return _positions[time < Duration ? 0 : ^1];
        (int i, double h, double s) = at;
        double rest = 1 - s;
        return (rest * rest * (1 + (2 * s)) * _positions[i]) + (s * s * (3 - (2 * s)) * _positions[i + 1])
            + (h * s * rest * rest * _velocities[i]) - (h * s * s * rest * _velocities[i + 1]);
    }

    /// <inheritdoc/>
    public Vector3D VelocityAt(double time)
    {
        // At the very last row it still moves, as the row says.
        if (time == Duration)
            return _velocities[^1];
        if (Between(time) is not { } at)
            return default;
        (int i, double h, double s) = at;
        double rest = 1 - s;
        return (6 * s * rest / h * (_positions[i + 1] - _positions[i]))
            + (rest * (1 - (3 * s)) * _velocities[i]) + (s * ((3 * s) - 2) * _velocities[i + 1]);
    }

    /// <summary>
    /// The mean acceleration around a time, ±0.1 s: its second difference. Whoever cannot accelerate so cannot follow,
    /// and digits that a file rounds away hardly show in it.
    /// </summary>
    /// <param name="time">In s from the first row.</param>
    /// <returns>World axes, in m/s²; null nearer to the ends.</returns>
    public Vector3D? AccelerationAt(double time) => time < Around || time > Duration - Around ? null
        : 1 / (Around * Around) * (PositionAt(time + Around) - (2 * PositionAt(time)) + PositionAt(time - Around));

    /// <inheritdoc/>
    public string PlaceOf(double time)
    {
        int nearest = Between(time) is { } at ? at.Index + (at.Share < 0.5 ? 0 : 1) : time < Duration ? 0 : Count - 1;
        return $"row {_rows[nearest]}";
    }

    // The row before a time, the time to the next one, and which share of it has passed.
    private (int Index, double Width, double Share)? Between(double time)
    {
        if (!(time >= 0 && time < Duration))
            return null;
        int found = Array.BinarySearch(_times, time);
        int index = found >= 0 ? found : ~found - 1;
        double width = _times[index + 1] - _times[index];
        return (index, width, (time - _times[index]) / width);
    }

    private static Vector3D[] Differences(double[] times, Vector3D[] values)
    {
        Vector3D[] slopes = new Vector3D[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int before = Math.Max(i - 1, 0), after = Math.Min(i + 1, values.Length - 1);
            slopes[i] = 1 / (times[after] - times[before]) * (values[after] - values[before]);
        }
        return slopes;
    }
}
