using System.Numerics;

namespace Hinge.Scattering.Fourier;

/// <summary>A long signal as a grid of rows, and the turns between the passes along its columns and rows.</summary>
/// <remarks>
/// The turn of row r and column c is w^{rc}, w = e^{-2πi/N}: that of the lane's first column times w^{rl} for lane l.
/// </remarks>
internal sealed class LongGrid
{
    public LongGrid(int length, int width, LaneGrid grid, LaneGrid spectrum)
    {
        (Length, Grid, Spectrum) = (length, grid, spectrum);
        float[] firsts = new float[2 * grid.Wide * grid.Rows], lanes = new float[2 * grid.Rows * width];
        for (int row = 0; row < grid.Rows; row++)
        {
            for (int lane = 0; lane < grid.Wide; lane++)
            {
                Complex turn = Roots.Of((long)row * lane * width, length);
                int at = 2 * ((lane * grid.Rows) + row);
                (firsts[at], firsts[at + 1]) = ((float)turn.Real, (float)turn.Imaginary);
            }
            for (int column = 0; column < width; column++)
            {
                Complex turn = Roots.Of((long)row * column, length);
                (lanes[(2 * row * width) + column], lanes[(((2 * row) + 1) * width) + column]) =
                    ((float)turn.Real, (float)turn.Imaginary);
            }
        }
        (Firsts, Lanes) = (new(firsts), new(lanes));
    }

    public int Length { get; }

    /// <summary>Samples: n = C r + c at row r and column c.</summary>
    public LaneGrid Grid { get; }

    /// <summary>Frequencies: k = R r + c at row r and column c, in their natural order too.</summary>
    public LaneGrid Spectrum { get; }

    /// <summary>The turns of the first columns: (re, im) at 2 (lane rows + row).</summary>
    public PinnedFloats Firsts { get; }

    /// <summary>w^{rl}: for each row the real parts of a lane, then the imaginary ones.</summary>
    public PinnedFloats Lanes { get; }
}
