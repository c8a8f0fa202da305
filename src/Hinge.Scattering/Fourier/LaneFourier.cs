namespace Hinge.Scattering.Fourier;

/// <summary>
/// Transforms of grids in lanes: of real maps by packing two blocks of rows into one complex transform, with columns
/// 0 … N/2 alone; of products with an atom back to maps.
/// </summary>
/// <remarks>Holds its scratch: one thread at a time. Nothing is allocated by a call.</remarks>
internal sealed unsafe partial class LaneFourier<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    private readonly PinnedFloats _room;
    private readonly TLane* _xr, _xi, _yr, _yi, _zr, _zi, _extra, _planeR, _planeI;

    /// <summary>Scratch for these grids.</summary>
    public LaneFourier(IEnumerable<LaneGrid> grids)
    {
        long line = 1, extra = 0, plane = 1;
        foreach (LaneGrid grid in grids)
        {
            line = Math.Max(line, grid.LongestLine);
            extra = Math.Max(extra, Math.Max(grid.Along.ExtraLanes, grid.Down.ExtraLanes));
            plane = Math.Max(plane, grid.Lanes);
        }
        // Lines an odd number of cache lines apart fall on different sets.
        line += 3;
        _room = new(((6 * line) + extra + (2 * plane)) * TLane.Width);
        _xr = (TLane*)_room.At;
        _xi = _xr + line;
        _yr = _xi + line;
        _yi = _yr + line;
        _zr = _yi + line;
        _zi = _zr + line;
        _extra = _zi + line;
        _planeR = _extra + extra;
        _planeI = _planeR + plane;
    }

    /// <summary>The spectrum of a real map; columns above the last one wanted, and their mirrors, are not
    /// made.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="map">The map.</param>
    /// <param name="re">Receives real parts.</param>
    /// <param name="im">Receives imaginary parts.</param>
    /// <param name="lastColumn">The highest column of 0 … N/2 that is wanted.</param>
    public void ForwardReal(LaneGrid grid, TLane* map, TLane* re, TLane* im, int lastColumn)
    {
        int count = grid.Columns;
        for (int block = 0; block < grid.RowBlocks; block += 2)
        {
            bool two = block + 1 < grid.RowBlocks;
            LoadRows(grid, map, block, _xr);
            if (two)
                LoadRows(grid, map, block + 1, _xi);
            else
                new Span<TLane>(_xi, count).Clear();
            bool moved = grid.Along.Run(_xr, _xi, _yr, _yi, _extra);
            TLane* fromR = moved ? _yr : _xr, fromI = moved ? _yi : _xi;
            if (grid.AcrossColumns)
            {
                TLane* firstR = moved ? _xr : _yr, firstI = moved ? _xi : _yi;
                Unpack(fromR, fromI, count, lastColumn, firstR, firstI, _zr, _zi);
                StoreRows(grid, firstR, re, block, lastColumn + 1);
                StoreRows(grid, firstI, im, block, lastColumn + 1);
                if (two)
                {
                    StoreRows(grid, _zr, re, block + 1, lastColumn + 1);
                    StoreRows(grid, _zi, im, block + 1, lastColumn + 1);
                }
                continue;
            }
            long at = (long)block * count;
            Unpack(
                fromR, fromI, count, lastColumn, re + at, im + at,
                two ? re + at + count : _zr, two ? im + at + count : _zi);
        }
        Down(grid, re, im, grid.LaneOf(lastColumn) + 1, inverse: false);
        Mirror(grid, (float*)re, (float*)im, lastColumn);
    }

    /// <summary>The spectrum of a complex map.</summary>
    public void Forward(LaneGrid grid, TLane* mapR, TLane* mapI, TLane* re, TLane* im)
    {
        for (int block = 0; block < grid.RowBlocks; block++)
        {
            LoadRows(grid, mapR, block, _xr);
            LoadRows(grid, mapI, block, _xi);
            bool moved = grid.Along.Run(_xr, _xi, _yr, _yi, _extra);
            StoreRows(grid, moved ? _yr : _xr, re, block, grid.Columns);
            StoreRows(grid, moved ? _yi : _xi, im, block, grid.Columns);
        }
        Down(grid, re, im, grid.Wide, inverse: false);
    }

    /// <summary>The inverse transform of a product, with a non-linearity on the way out.</summary>
    /// <param name="product">The product.</param>
    /// <param name="spectrumR">Real parts of the spectrum.</param>
    /// <param name="spectrumI">Imaginary parts.</param>
    /// <param name="after">What is done to the samples.</param>
    /// <param name="mapR">Receives real parts.</param>
    /// <param name="mapI">Receives imaginary parts; null where the map is real.</param>
    public void Inverse(
        LaneProduct product, TLane* spectrumR, TLane* spectrumI, LaneNonLinearity after, TLane* mapR, TLane* mapI)
    {
        LaneGrid grid = product.To;
        for (int lane = 0; lane < product.ColumnLanes; lane++)
        {
            if (product.IsEmpty(lane))
            {
                for (int row = 0; row < grid.Rows; row++)
                    _planeR[(row * grid.LanesPerRow) + lane] = _planeI[(row * grid.LanesPerRow) + lane] = TLane.All(0);
                continue;
            }
            product.Column(lane, spectrumR, spectrumI, _xr, _xi);
            bool moved = grid.Down.Run(_xi, _xr, _yi, _yr, _extra);
            Scatter(grid, lane, moved ? _yr : _xr, moved ? _yi : _xi, _planeR, _planeI);
        }
        if (product.IsHalf)
        {
            BackReal(grid, after, mapR, mapI);
            return;
        }
        for (int block = 0; block < grid.RowBlocks; block++)
        {
            TLane* xr = _xr, xi = _xi;
            if (grid.AcrossColumns)
            {
                LoadRows(grid, _planeR, block, xr);
                LoadRows(grid, _planeI, block, xi);
            }
            else
            {
                xr = _planeR + ((long)block * grid.Columns);
                xi = _planeI + ((long)block * grid.Columns);
            }
            bool moved = grid.Along.Run(xi, xr, _yi, _yr, _extra);
            Finish(grid, block, after, moved ? _yr : xr, moved ? _yi : xi, mapR, mapI);
        }
    }

    // Two blocks of rows a and b, whose maps are real, come back as the real and imaginary parts of one: â + i b̂.
    private void BackReal(LaneGrid grid, LaneNonLinearity after, TLane* mapR, TLane* mapI)
    {
        int half = grid.Columns / 2, count = grid.Columns;
        for (int block = 0; block < grid.RowBlocks; block += 2)
        {
            bool two = block + 1 < grid.RowBlocks;
            int other = two ? block + 1 : block;
            TLane* ar = _planeR + ((long)block * count), ai = _planeI + ((long)block * count);
            TLane* br = _planeR + ((long)other * count), bi = _planeI + ((long)other * count);
            if (grid.AcrossColumns)
            {
                LoadRows(grid, _planeR, block, ar = _yr);
                LoadRows(grid, _planeI, block, ai = _yi);
                LoadRows(grid, _planeR, other, br = _zr);
                LoadRows(grid, _planeI, other, bi = _zi);
            }
            for (int k = 0; k <= half; k++)
            {
                int mirror = k == 0 ? 0 : count - k;
                TLane real = ar[k], imaginary = ai[k], otherR = br[k], otherI = bi[k];
                if (mirror != k)
                {
                    _xr[mirror] = real + otherI;
                    _xi[mirror] = otherR - imaginary;
                }
                else
                {
                    imaginary = otherI = TLane.All(0);
                }
                _xr[k] = real - otherI;
                _xi[k] = imaginary + otherR;
            }
            bool moved = grid.Along.Run(_xi, _xr, _yi, _yr, _extra);
            TLane* re = moved ? _yr : _xr, im = moved ? _yi : _xi;
            new Span<TLane>(_zr, count).Clear();
            if (two)
            {
                new Span<TLane>(_zi, count).Clear();
                Finish(grid, block + 1, after, im, _zi, mapR, mapI);
            }
            Finish(grid, block, after, re, _zr, mapR, mapI);
        }
    }

    private static void Unpack(
        TLane* fromR, TLane* fromI, int count, int last, TLane* firstR, TLane* firstI, TLane* secondR, TLane* secondI)
    {
        TLane half = TLane.All(0.5f);
        for (int k = 0; k <= last; k++)
        {
            int mirror = k == 0 ? 0 : count - k;
            TLane zr = fromR[k] * half, zi = fromI[k] * half, wr = fromR[mirror] * half, wi = fromI[mirror] * half;
            firstR[k] = zr + wr;
            firstI[k] = zi - wi;
            secondR[k] = zi + wi;
            secondI[k] = wr - zr;
        }
    }
}
