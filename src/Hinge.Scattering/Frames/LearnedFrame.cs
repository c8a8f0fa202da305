using System.Numerics;
using Hinge.Core.Formats;

namespace Hinge.Scattering.Frames;

/// <summary>Filters from elsewhere, such as the first layer of a trained network.</summary>
/// <remarks>Kernels are padded with zeros, their centre at the origin, and convolved, not correlated.</remarks>
public sealed record LearnedFrame : FrameSettings
{
    private const int MostFilters = 4096;

    private readonly string _name;
    private readonly Complex[][] _kernels;
    private readonly int _rows, _columns;

    /// <summary>Filters held in memory.</summary>
    /// <param name="name">What to call them in messages.</param>
    /// <param name="filters">Real [K, h, w] or [K, 1, h, w]; [K, w] for grids of one dimension.</param>
    /// <param name="low">Where χ comes from.</param>
    /// <exception cref="FrameException">Another shape, a number that is not finite, or all zero.</exception>
    public LearnedFrame(string name, NdArray filters, LowPassChoice low)
    {
        ArgumentNullException.ThrowIfNull(filters);
        string found = filters.ToString();
        long[] shape = [.. filters.Shape];
        if (shape is [_, > 1, _, _])
            throw new FrameException(
                $"{name}: found {found}: {shape[1]} input channels; expected [K, h, w], [K, 1, h, w] or [K, w]");
        if (shape.Length is < 2 or > 4 || filters.Length == 0 || shape[0] > MostFilters)
            throw new FrameException(
                $"{name}: found {found}; expected [K, h, w], [K, 1, h, w] or [K, w] with K from 1 to {MostFilters}");
        double[] taps = filters.ToDoubles();
        if (Array.FindIndex(taps, tap => !double.IsFinite(tap)) is >= 0 and int bad)
            throw new FrameException($"{name}: element {bad} is not finite");
        if (taps.All(tap => tap == 0))
            throw new FrameException($"{name}: found {found}, all zero; expected filters");
        if (low.Index >= shape[0])
            throw new FrameException($"{name}: low={low}: expected 0 to {shape[0] - 1}");
        (_name, Low) = (name, low);
        (_rows, _columns) = (shape.Length == 2 ? 1 : checked((int)shape[^2]), checked((int)shape[^1]));
        _kernels = new Complex[shape[0]][];
        for (int i = 0; i < _kernels.Length; i++)
            _kernels[i] = [.. taps.Skip(i * _rows * _columns).Take(_rows * _columns).Select(tap => (Complex)tap)];
    }

    /// <summary>Where χ comes from.</summary>
    public LowPassChoice Low { get; }

    /// <inheritdoc/>
    public override string Text => Recipe ?? $"npy:{_name},low={Low}";

    /// <summary>The text of a recipe that made the filters; null where they are from a file.</summary>
    internal string? Recipe { get; init; }

    /// <summary>Reads filters from a file.</summary>
    /// <param name="path">An npy file.</param>
    /// <param name="low">Where χ comes from.</param>
    /// <exception cref="Core.InputException">The file is no array, or see the constructor.</exception>
    public static LearnedFrame Read(string path, LowPassChoice low) => new(path, NpyFile.Read(path), low);

    /// <inheritdoc/>
    public bool Equals(LearnedFrame? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    private protected override Frame Compose(GridSize grid)
    {
        if (_rows > grid.Rows || _columns > grid.Columns)
            throw new FrameException($"{_name}: filters of {_rows}x{_columns} on a grid of {grid}; expected no larger");
        List<Atom> atoms = [.. _kernels.Select(
            kernel => new Atom(grid, FilterBank.Transform(kernel, _rows, _columns, grid), new(0)))];
        if (Low.Index is { } index)
        {
            Atom chosen = atoms[index];
            atoms.RemoveAt(index);
            return new(Text, chosen, atoms);
        }
        if (Low.Deviation is { } deviation)
            return new(Text, Gaussian(grid, deviation), atoms);
        double[] sum = new double[grid.Count];
        foreach (Atom atom in atoms)
            Frame.Add(sum, atom, 1);
        Frame whole = new(Text, atoms[0], atoms);
        return new(Text, whole.Complement(sum, sum.Max(), new(1)), atoms);
    }

    private static Atom Gaussian(GridSize grid, double deviation)
    {
        Complex[] values = new Complex[grid.Count];
        for (int i = 0; i < values.Length; i++)
        {
            double angle = 2 * Math.PI * grid.Frequency(i) * deviation;
            values[i] = Math.Exp(-0.5 * angle * angle);
        }
        return new(grid, values, new(1, CentreFrequency: 0));
    }
}
