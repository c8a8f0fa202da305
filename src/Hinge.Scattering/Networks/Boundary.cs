using System.Numerics;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Networks;

/// <summary>How a signal is put onto the grid of the first layer. Immutable.</summary>
/// <remarks>
/// Copies raise a distance by at most ρ, ρ² = Π over the axes of the largest number of copies of one sample: counted,
/// never assumed.
/// </remarks>
public sealed class Boundary
{
    private readonly int[] _source;

    /// <summary>A boundary.</summary>
    /// <param name="kind">What lies beyond the edges.</param>
    /// <param name="signal">The size of a signal.</param>
    /// <param name="grid">The grid of the first layer, no smaller; ⌊(P - N)/2⌋ samples come before the signal.</param>
    /// <exception cref="NetworkException">The grid is smaller, of another dimension, or a periodic one
    /// larger.</exception>
    public Boundary(BoundaryKind kind, GridSize signal, GridSize grid)
    {
        if (grid.Dimensions != signal.Dimensions || grid.Rows < signal.Rows || grid.Columns < signal.Columns)
            throw new NetworkException($"signals of {signal} do not fit the grid {grid}");
        if (kind == BoundaryKind.Periodic && grid != signal)
            throw new NetworkException($"signals of {signal} on the grid {grid}: expected zero, reflect or repeat");
        (Kind, Signal, Grid) = (kind, signal, grid);
        int[] rows = Axis(kind, signal.Rows, grid.Rows), columns = Axis(kind, signal.Columns, grid.Columns);
        _source = new int[grid.Count];
        for (int i = 0; i < _source.Length; i++)
        {
            (int row, int column) = (rows[i / grid.Columns], columns[i % grid.Columns]);
            _source[i] = row < 0 || column < 0 ? -1 : (row * signal.Columns) + column;
        }
        Expansion = Math.Sqrt((double)MostCopies(rows, signal.Rows) * MostCopies(columns, signal.Columns));
    }

    /// <summary>What lies beyond the edges.</summary>
    public BoundaryKind Kind { get; }

    /// <summary>The size of a signal.</summary>
    public GridSize Signal { get; }

    /// <summary>The grid of the first layer.</summary>
    public GridSize Grid { get; }

    /// <summary>ρ, the Lipschitz constant of the padding.</summary>
    public double Expansion { get; }

    /// <summary>Which sample of a signal each sample of the grid copies; -1 for none.</summary>
    internal ReadOnlySpan<int> Source => _source;

    /// <summary>The boundary in which a signal is its own grid.</summary>
    /// <param name="signal">The size of a signal.</param>
    public static Boundary Periodic(GridSize signal) => new(BoundaryKind.Periodic, signal, signal);

    /// <summary>Reads <c>periodic</c>, <c>zero:32x32</c>, <c>reflect:40x40</c> or <c>repeat:64</c>.</summary>
    /// <param name="text">A word, and behind a colon the grid.</param>
    /// <param name="signal">The size of a signal.</param>
    /// <exception cref="NetworkException">None of them, or the grid does not suit.</exception>
    public static Boundary Parse(string text, GridSize signal)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = ["periodic", "zero", "reflect", "repeat"];
        string[] parts = text.Split(':', 2);
        int kind = Array.IndexOf(words, parts[0]);
        if (kind < 0)
            throw new NetworkException($"boundary '{text}': {FrameText.Nearest(parts[0], words)}");
        if (parts.Length == 1 && kind != 0)
            throw new NetworkException($"boundary '{text}': expected a grid, as in {text}:32x32");
        return new((BoundaryKind)kind, signal, parts.Length == 1 ? signal : GridSize.Parse(parts[1]));
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() =>
        Kind == BoundaryKind.Periodic ? "periodic" : $"{Kind.ToString().ToLowerInvariant()}:{Grid}";

    /// <summary>Puts a signal onto the grid.</summary>
    public void Pad(ReadOnlySpan<Complex> signal, Span<Complex> padded)
    {
        for (int i = 0; i < _source.Length; i++)
            padded[i] = _source[i] < 0 ? default : signal[_source[i]];
    }

    /// <summary>The adjoint of <see cref="Pad"/>.</summary>
    internal void Fold(ReadOnlySpan<Complex> padded, Span<Complex> signal)
    {
        signal.Clear();
        for (int i = 0; i < _source.Length; i++)
        {
            if (_source[i] >= 0)
                signal[_source[i]] += padded[i];
        }
    }

    private static int[] Axis(BoundaryKind kind, int length, int padded)
    {
        int before = (padded - length) / 2, period = Math.Max(1, 2 * (length - 1));
        int[] source = new int[padded];
        for (int i = 0; i < padded; i++)
        {
            int at = i - before, turn = ((at % period) + period) % period;
            source[i] = at >= 0 && at < length ? at : kind switch
            {
                BoundaryKind.Zero => -1,
                BoundaryKind.Repeat => Math.Clamp(at, 0, length - 1),
                _ => Math.Min(turn, period - turn),
            };
        }
        return source;
    }

    private static int MostCopies(int[] axis, int length)
    {
        int[] copies = new int[length];
        foreach (int source in axis)
        {
            if (source >= 0)
                copies[source]++;
        }
        return copies.Max();
    }
}
