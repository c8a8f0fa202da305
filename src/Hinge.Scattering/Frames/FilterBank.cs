using System.Numerics;
using Hinge.Scattering.Fourier;

namespace Hinge.Scattering.Frames;

/// <summary>Filters with finite support as atoms: padded with zeros to the grid, their centre at the origin.</summary>
internal static class FilterBank
{
    /// <summary>The Fourier transform of a filter on a grid.</summary>
    /// <param name="taps">Row by row.</param>
    /// <param name="rows">Rows of the filter, no more than the grid's.</param>
    /// <param name="columns">Columns of the filter, no more than the grid's.</param>
    /// <param name="grid">The grid.</param>
    public static Complex[] Transform(ReadOnlySpan<Complex> taps, int rows, int columns, GridSize grid)
    {
        Complex[] values = new Complex[grid.Count];
        for (int y = 0; y < rows; y++)
        {
            int row = (y - (rows / 2) + grid.Rows) % grid.Rows;
            for (int x = 0; x < columns; x++)
            {
                int column = (x - (columns / 2) + grid.Columns) % grid.Columns;
                values[(row * grid.Columns) + column] = taps[(y * columns) + x];
            }
        }
        new GridFourier(grid).Forward(values);
        return values;
    }
}
