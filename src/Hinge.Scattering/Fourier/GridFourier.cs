using System.Numerics;

namespace Hinge.Scattering.Fourier;

/// <summary>The Fourier transform on a grid of one or two dimensions, in double precision.</summary>
/// <remarks>Rows first, then columns. Holds its scratch: one thread at a time. Nothing is allocated by a
/// call.</remarks>
public sealed class GridFourier
{
    private readonly FourierPlan _alongRows, _alongColumns;
    private readonly Complex[] _scratch, _column;

    /// <summary>The transform of a grid.</summary>
    /// <param name="grid">Any size.</param>
    public GridFourier(GridSize grid)
    {
        Grid = grid;
        _alongRows = new(grid.Columns);
        _alongColumns = grid.Rows == grid.Columns ? _alongRows : new(grid.Rows);
        _scratch = new Complex[Math.Max(_alongRows.ScratchLength, _alongColumns.ScratchLength)];
        _column = new Complex[grid.Rows];
    }

    /// <summary>The grid.</summary>
    public GridSize Grid { get; }

    /// <summary>f becomes f̂, in place.</summary>
    /// <param name="values">Row by row, as many as the grid has samples.</param>
    public void Forward(Span<Complex> values) => Run(values, inverse: false);

    /// <summary>f̂ becomes f, in place.</summary>
    /// <param name="values">Row by row, as many as the grid has samples.</param>
    public void Inverse(Span<Complex> values) => Run(values, inverse: true);

    private void Run(Span<Complex> values, bool inverse)
    {
        if (values.Length != Grid.Count)
            throw new ArgumentException($"expected {Grid.Count} values, found {values.Length}", nameof(values));
        for (int row = 0; row < Grid.Rows; row++)
            Line(_alongRows, values.Slice(row * Grid.Columns, Grid.Columns), inverse);
        if (Grid.Rows == 1)
            return;
        for (int column = 0; column < Grid.Columns; column++)
        {
            for (int row = 0; row < Grid.Rows; row++)
                _column[row] = values[(row * Grid.Columns) + column];
            Line(_alongColumns, _column, inverse);
            for (int row = 0; row < Grid.Rows; row++)
                values[(row * Grid.Columns) + column] = _column[row];
        }
    }

    private void Line(FourierPlan plan, Span<Complex> line, bool inverse)
    {
        if (inverse)
            plan.Inverse(line, _scratch);
        else
            plan.Forward(line, _scratch);
    }
}
