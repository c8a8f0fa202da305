namespace Hinge.Scattering.Fourier;

internal sealed unsafe partial class LaneFourier<TLane>
{
    /// <summary>A block of rows as a line: column after column.</summary>
    public static void LoadRows(LaneGrid grid, TLane* plane, int block, TLane* line)
    {
        if (!grid.AcrossColumns)
        {
            new Span<TLane>(plane + ((long)block * grid.Columns), grid.Columns).CopyTo(new(line, grid.Columns));
            return;
        }
        int width = TLane.Width, pitch = grid.LanesPerRow * width;
        float* from = (float*)plane + ((long)block * width * pitch);
        for (int lane = 0; lane < grid.Wide; lane++)
            TLane.Transpose(from + (lane * width), pitch, (float*)(line + (lane * width)), width);
    }

    /// <summary>A line back as a block of rows; where lanes hold columns, the last lane is filled with what
    /// follows.</summary>
    public static void StoreRows(LaneGrid grid, TLane* line, TLane* plane, int block, int columns)
    {
        if (!grid.AcrossColumns)
        {
            new Span<TLane>(line, columns).CopyTo(new(plane + ((long)block * grid.Columns), columns));
            return;
        }
        int width = TLane.Width, pitch = grid.LanesPerRow * width;
        float* to = (float*)plane + ((long)block * width * pitch);
        for (int lane = 0; lane <= (columns - 1) / width; lane++)
            TLane.Transpose((float*)(line + (lane * width)), width, to + (lane * width), pitch);
    }

    private static void Scatter(LaneGrid grid, int lane, TLane* fromR, TLane* fromI, TLane* re, TLane* im)
    {
        long at = lane;
        for (int row = 0; row < grid.Rows; row++, at += grid.LanesPerRow)
        {
            re[at] = fromR[row];
            im[at] = fromI[row];
        }
    }

    // The columns 0 … N/2 say what is in the others: f̂(-k) is the conjugate of f̂(k).
    private static void Mirror(LaneGrid grid, float* re, float* im, int lastColumn)
    {
        int width = grid.AcrossColumns ? 1 : TLane.Width, columns = grid.Columns, half = columns / 2;
        long pitch = grid.AcrossColumns ? grid.LanesPerRow * TLane.Width : (long)columns * width;
        int first = Math.Max(half + 1, columns - lastColumn);
        TLane zero = TLane.All(0);
        for (int row = 0; row < grid.Rows; row++)
        {
            float* fromR = re + ((row == 0 ? 0 : grid.Rows - row) * pitch), toR = re + (row * pitch);
            float* fromI = im + ((row == 0 ? 0 : grid.Rows - row) * pitch), toI = im + (row * pitch);
            for (int k = first; k < columns; k++)
            {
                if (grid.AcrossColumns)
                {
                    toR[k] = fromR[columns - k];
                    toI[k] = -fromI[columns - k];
                    continue;
                }
                ((TLane*)toR)[k] = ((TLane*)fromR)[columns - k];
                ((TLane*)toI)[k] = zero - ((TLane*)fromI)[columns - k];
            }
        }
    }

    private void Down(LaneGrid grid, TLane* re, TLane* im, int lanes, bool inverse)
    {
        if (grid.Rows == 1)
            return;
        for (int lane = 0; lane < lanes; lane++)
        {
            long at = lane;
            for (int row = 0; row < grid.Rows; row++, at += grid.LanesPerRow)
            {
                _xr[row] = re[at];
                _xi[row] = im[at];
            }
            bool moved = inverse
                ? grid.Down.Run(_xi, _xr, _yi, _yr, _extra) : grid.Down.Run(_xr, _xi, _yr, _yi, _extra);
            Scatter(grid, lane, moved ? _yr : _xr, moved ? _yi : _xi, re, im);
        }
    }

    private static void Finish(
        LaneGrid grid, int block, LaneNonLinearity after, TLane* re, TLane* im, TLane* mapR, TLane* mapI)
    {
        long at = (long)block * grid.Columns;
        if (!grid.AcrossColumns)
        {
            after.Apply(re, im, grid.Columns, mapR + at, mapI == null ? null : mapI + at);
            return;
        }
        after.Apply(re, im, grid.Columns, re, mapI == null ? null : im);
        StoreRows(grid, re, mapR, block, grid.Columns);
        if (mapI != null)
            StoreRows(grid, im, mapI, block, grid.Columns);
    }
}
