namespace Hinge.Scattering.Fourier;

/// <summary>
/// How a grid lies in lanes. Either a lane holds one sample of several signals, or adjacent columns of one signal; then
/// passes along rows take as many rows at a time as a lane is wide, transposed on the way.
/// </summary>
/// <param name="Grid">The grid.</param>
/// <param name="Width">Numbers of a lane.</param>
/// <param name="AcrossColumns">Whether lanes hold columns.</param>
/// <param name="Along">The transform of a row.</param>
/// <param name="Down">The transform of a column.</param>
internal sealed record LaneGrid(GridSize Grid, int Width, bool AcrossColumns, LanePlan Along, LanePlan Down)
{
    public int Rows => Grid.Rows;

    public int Columns => Grid.Columns;

    /// <summary>Lanes of a row that hold samples.</summary>
    public int Wide => AcrossColumns ? (Grid.Columns + Width - 1) / Width : Grid.Columns;

    /// <summary>Lanes from a row to the next: one more where columns would fall on few sets of a cache.</summary>
    public int LanesPerRow => AcrossColumns && Wide >= 8 && Wide % 4 == 0 ? Wide + 1 : Wide;

    /// <summary>Blocks of rows that go through a transform side by side.</summary>
    public int RowBlocks => AcrossColumns ? (Grid.Rows + Width - 1) / Width : Grid.Rows;

    /// <summary>Lanes of a plane; where lanes hold columns, rows are filled up to whole blocks.</summary>
    public long Lanes => (AcrossColumns ? (long)RowBlocks * Width : Rows) * LanesPerRow;

    /// <summary>Lanes of the longest line.</summary>
    public int LongestLine => Math.Max(Rows, AcrossColumns ? Wide * Width : Columns);

    /// <summary>Which lane of a row a column is in.</summary>
    public int LaneOf(int column) => AcrossColumns ? column / Width : column;
}
