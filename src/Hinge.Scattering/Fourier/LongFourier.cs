using System.Runtime.CompilerServices;

namespace Hinge.Scattering.Fourier;

/// <summary>
/// Transforms of long signals in four steps: along columns, a turn, along rows, and frequencies are stored across rows,
/// which is their natural order. Lanes hold adjacent columns; two lanes of columns of a real signal are the parts of
/// one complex transform.
/// </summary>
/// <remarks>Holds its scratch: one thread at a time. Nothing is allocated by a call.</remarks>
internal sealed unsafe class LongFourier<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly PinnedFloats _room;
    private readonly TLane* _xr, _xi, _yr, _yi, _zr, _zi, _planeR, _planeI;

    public LongFourier(IEnumerable<LongGrid> grids)
    {
        long line = grids.Max(grid => Math.Max(grid.Grid.LongestLine, grid.Spectrum.LongestLine)) + 3;
        long plane = grids.Max(grid => grid.Grid.Lanes);
        _room = new(((6 * line) + (2 * plane)) * TLane.Width);
        _xr = (TLane*)_room.At;
        _xi = _xr + line;
        _yr = _xi + line;
        _yi = _yr + line;
        _zr = _yi + line;
        _zi = _zr + line;
        _planeR = _zi + line;
        _planeI = _planeR + plane;
    }

    /// <summary>The spectrum of a real map, in the rows that are used.</summary>
    public void ForwardReal(LongGrid of, TLane* map, TLane* re, TLane* im, bool[] usedRows)
    {
        LaneGrid grid = of.Grid;
        int rows = grid.Rows, half = rows / 2, wide = grid.Wide, pitch = grid.LanesPerRow;
        TLane share = TLane.All(0.5f), zero = TLane.All(0);
        for (int lane = 0; lane < wide; lane += 2)
        {
            bool two = lane + 1 < wide;
            TLane* at = map + lane;
            for (int row = 0; row < rows; row++, at += pitch)
            {
                _xr[row] = at[0];
                _xi[row] = two ? at[1] : zero;
            }
            bool moved = grid.Down.Run(_xr, _xi, _yr, _yi, null);
            TLane* fromR = moved ? _yr : _xr, fromI = moved ? _yi : _xi;
            for (int k = 0; k <= half; k++)
            {
                int mirror = k == 0 ? 0 : rows - k;
                TLane zr = fromR[k] * share, zi = fromI[k] * share;
                TLane wr = fromR[mirror] * share, wi = fromI[mirror] * share;
                long to = ((long)k * pitch) + lane;
                _planeR[to] = zr + wr;
                _planeI[to] = zi - wi;
                Turn(of, lane, k, ref _planeR[to], ref _planeI[to], back: false);
                if (!two)
                    continue;
                _planeR[to + 1] = zi + wi;
                _planeI[to + 1] = wr - zr;
                Turn(of, lane + 1, k, ref _planeR[to + 1], ref _planeI[to + 1], back: false);
            }
        }
        LaneGrid spectrum = of.Spectrum;
        for (int block = 0; block * TLane.Width <= half; block++)
        {
            LaneFourier<TLane>.LoadRows(grid, _planeR, block, _xr);
            LaneFourier<TLane>.LoadRows(grid, _planeI, block, _xi);
            bool moved = grid.Along.Run(_xr, _xi, _yr, _yi, null);
            TLane* fromR = moved ? _yr : _xr, fromI = moved ? _yi : _xi;
            long at = block;
            for (int k = 0; k < spectrum.Rows; k++, at += spectrum.LanesPerRow)
            {
                re[at] = fromR[k];
                im[at] = fromI[k];
            }
        }
        Mirror(spectrum, (float*)re, (float*)im, usedRows);
    }

    /// <summary>The inverse transform of a product and a non-linearity with real values.</summary>
    public void Inverse(
        LaneProduct product, LongGrid to, TLane* spectrumR, TLane* spectrumI, LaneNonLinearity after, TLane* map)
    {
        LaneGrid grid = to.Grid;
        int rows = grid.Rows, wide = grid.Wide, pitch = grid.LanesPerRow;
        LaneGrid spectrum = to.Spectrum;
        for (int lane = 0; lane < spectrum.Wide; lane++)
        {
            product.Column(lane, spectrumR, spectrumI, _xr, _xi);
            bool moved = spectrum.Down.Run(_xi, _xr, _yi, _yr, null);
            LaneFourier<TLane>.StoreRows(grid, moved ? _yr : _xr, _planeR, lane, grid.Columns);
            LaneFourier<TLane>.StoreRows(grid, moved ? _yi : _xi, _planeI, lane, grid.Columns);
        }
        for (int lane = 0; lane < wide; lane++)
        {
            long at = lane;
            for (int row = 0; row < rows; row++, at += pitch)
            {
                _xr[row] = _planeR[at];
                _xi[row] = _planeI[at];
                Turn(to, lane, row, ref _xr[row], ref _xi[row], back: true);
            }
            bool moved = grid.Down.Run(_xi, _xr, _yi, _yr, null);
            after.Apply(moved ? _yr : _xr, moved ? _yi : _xi, rows, _zr, null);
            at = lane;
            for (int row = 0; row < rows; row++, at += pitch)
                map[at] = _zr[row];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(LongGrid of, int lane, int row, ref TLane re, ref TLane im, bool back)
    {
        float* first = of.Firsts.At + (2 * ((lane * of.Grid.Rows) + row));
        float* lanes = of.Lanes.At + (2L * row * TLane.Width);
        TLane fr = TLane.All(first[0]), fi = TLane.All(first[1]);
        TLane lr = TLane.Load(lanes), li = TLane.Load(lanes + TLane.Width);
        TLane wr = TLane.FusedNegated(fi, li, fr * lr), wi = TLane.Fused(fi, lr, fr * li), real = re;
        if (back)
        {
            re = TLane.Fused(wi, im, wr * real);
            im = TLane.FusedNegated(wi, real, wr * im);
            return;
        }
        re = TLane.FusedNegated(wi, im, wr * real);
        im = TLane.Fused(wi, real, wr * im);
    }

    // f̂(-k) is the conjugate of f̂(k), for the columns above the half.
    private static void Mirror(LaneGrid spectrum, float* re, float* im, bool[] usedRows)
    {
        int columns = spectrum.Columns, pitch = spectrum.LanesPerRow * TLane.Width;
        for (int row = 0; row < spectrum.Rows; row++)
        {
            if (!usedRows[row])
                continue;
            long from = (long)(spectrum.Rows - 1 - row) * pitch, to = (long)row * pitch;
            for (int c = (columns / 2) + 1; c < columns; c++)
            {
                re[to + c] = re[from + columns - c];
                im[to + c] = -im[from + columns - c];
            }
        }
    }
}
