using System.Numerics;
using System.Runtime.CompilerServices;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Transforms;

/// <summary>
/// The features of a real map, straight from its samples: G U G'ᵀ with narrow G and G', where χ̂ is a product of a
/// function of the row and one of the column. It makes the forward transform of the last layer unnecessary.
/// </summary>
/// <remarks>Row i of G holds the taps h[(i + crop) stride - u]; taps below 1e-8 of the largest are left out.
/// Immutable.</remarks>
internal sealed unsafe class LaneLowPass
{
    private readonly LowPassAxis _down, _along;
    private readonly LaneGrid _grid, _between;

    private LaneLowPass(LaneGrid grid, GridSize kept, LowPassAxis down, LowPassAxis along)
    {
        (_grid, Kept, _down, _along) = (grid, kept, down, along);
        _between = grid.Rows == 1 ? grid : grid with { Grid = new(kept.Rows, grid.Columns) };
    }

    /// <summary>The grid of the features.</summary>
    public GridSize Kept { get; }

    /// <summary>Lanes of scratch.</summary>
    public long ScratchLanes => _between.Lanes + _grid.LongestLine + _along.Count + Kept.Columns + 4;

    /// <summary>Products of lanes for all of a map.</summary>
    public double Products =>
        (_grid.Rows == 1 ? 0 : (double)Kept.Rows * _down.Count * _grid.Wide)
        + ((double)_between.RowBlocks * Kept.Columns * _along.Count);

    /// <summary>The features by products, or null where χ̂ is no such product.</summary>
    public static LaneLowPass? Of(Atom generator, LaneGrid grid, GridSize kept, int stride, int crop)
    {
        if (!generator.IsRealFilter)
            return null;
        ReadOnlySpan<Complex> values = generator.Spectrum;
        int columns = grid.Columns, peak = 0;
        for (int i = 0; i < values.Length; i++)
            peak = Atom.Power(values[i]) > Atom.Power(values[peak]) ? i : peak;
        (int row, int column) = Math.DivRem(peak, columns);
        Complex[] down = new Complex[grid.Rows], along = new Complex[columns];
        for (int y = 0; y < down.Length; y++)
            down[y] = values[(y * columns) + column];
        for (int x = 0; x < columns; x++)
            along[x] = values[(row * columns) + x] / values[peak];
        for (int i = 0; i < values.Length; i++)
        {
            Complex rest = values[i] - (down[i / columns] * along[i % columns]);
            if (Atom.Power(rest) > 1e-24 * Atom.Power(values[peak]))
                return null;
        }
        return IsHermitian(down) && IsHermitian(along)
            ? new(grid, kept, new(down, stride, grid.Rows == 1 ? 0 : crop), new(along, stride, crop))
            : null;
    }

    /// <summary>Computes features.</summary>
    /// <param name="map">The map.</param>
    /// <param name="scratch">Room for <see cref="ScratchLanes"/>.</param>
    /// <param name="to">Receives a lane a feature, or where lanes hold columns a number.</param>
    /// <param name="step">From one feature to the next.</param>
    public void Run<TLane>(TLane* map, TLane* scratch, TLane* to, int step)
        where TLane : unmanaged, ILane<TLane>
    {
        TLane* between = map;
        if (_grid.Rows > 1)
        {
            between = scratch;
            scratch += _between.Lanes;
            for (int i = 0; i < Kept.Rows; i++)
                Down(map, _down.First(i), between + ((long)i * _grid.LanesPerRow));
        }
        TLane* line = scratch, sums = scratch + _grid.LongestLine + _along.Count;
        for (int block = 0; block < _between.RowBlocks; block++)
        {
            LaneFourier<TLane>.LoadRows(_between, between, block, line);
            for (int q = 0; q < _along.Count; q++)
                line[_grid.Columns + q] = line[q];
            Along(line, _grid.AcrossColumns ? sums : to + ((long)block * Kept.Columns * step),
                _grid.AcrossColumns ? 1 : step);
            if (!_grid.AcrossColumns)
                continue;
            for (int row = block * TLane.Width; row < Math.Min(Kept.Rows, (block + 1) * TLane.Width); row++)
            {
                for (int i = 0; i < Kept.Columns; i++)
                    ((float*)to)[((row * Kept.Columns) + i) * step] = ((float*)(sums + i))[row % TLane.Width];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Down<TLane>(TLane* map, int first, TLane* to)
        where TLane : unmanaged, ILane<TLane>
    {
        float* taps = _down.Taps.At;
        int wide = _grid.Wide, pitch = _grid.LanesPerRow, lane = 0;
        for (; lane + 4 <= wide; lane += 4)
        {
            TLane a = TLane.All(0), b = a, c = a, d = a;
            for (int q = 0, row = first; q < _down.Count; q++)
            {
                TLane tap = TLane.All(taps[q]);
                TLane* at = map + ((long)row * pitch) + lane;
                a = TLane.Fused(tap, at[0], a);
                b = TLane.Fused(tap, at[1], b);
                c = TLane.Fused(tap, at[2], c);
                d = TLane.Fused(tap, at[3], d);
                row = row + 1 == _grid.Rows ? 0 : row + 1;
            }
            (to[lane], to[lane + 1], to[lane + 2], to[lane + 3]) = (a, b, c, d);
        }
        for (; lane < wide; lane++)
        {
            TLane a = TLane.All(0);
            for (int q = 0, row = first; q < _down.Count; q++)
            {
                a = TLane.Fused(TLane.All(taps[q]), map[((long)row * pitch) + lane], a);
                row = row + 1 == _grid.Rows ? 0 : row + 1;
            }
            to[lane] = a;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Along<TLane>(TLane* line, TLane* to, int step)
        where TLane : unmanaged, ILane<TLane>
    {
        float* taps = _along.Taps.At;
        int i = 0;
        for (; i + 4 <= Kept.Columns; i += 4, to += 4 * step)
        {
            TLane a = TLane.All(0), b = a, c = a, d = a;
            TLane* fromA = line + _along.First(i), fromB = line + _along.First(i + 1);
            TLane* fromC = line + _along.First(i + 2), fromD = line + _along.First(i + 3);
            for (int q = 0; q < _along.Count; q++)
            {
                TLane tap = TLane.All(taps[q]);
                a = TLane.Fused(tap, fromA[q], a);
                b = TLane.Fused(tap, fromB[q], b);
                c = TLane.Fused(tap, fromC[q], c);
                d = TLane.Fused(tap, fromD[q], d);
            }
            (to[0], to[step], to[2 * step], to[3 * step]) = (a, b, c, d);
        }
        for (; i < Kept.Columns; i++, to += step)
        {
            TLane a = TLane.All(0);
            TLane* from = line + _along.First(i);
            for (int q = 0; q < _along.Count; q++)
                a = TLane.Fused(TLane.All(taps[q]), from[q], a);
            *to = a;
        }
    }

    private static bool IsHermitian(Complex[] values)
    {
        double largest = values.Max(Atom.Power);
        for (int k = 0; k < values.Length; k++)
        {
            Complex mirror = Complex.Conjugate(values[(values.Length - k) % values.Length]);
            if (Atom.Power(values[k] - mirror) > 1e-24 * largest)
                return false;
        }
        return true;
    }
}
