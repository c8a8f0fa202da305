using Hinge.Core.Pictures;

namespace Hinge.Plots.Reports;

/// <summary>
/// A picture under a grid. The reader chooses a cell by click, touch or arrow keys and sees what was computed for it;
/// where scripts do not run, all tiles are shown.
/// </summary>
public sealed record Sprite
{
    /// <summary>A picture with one tile for each cell of a grid laid over it.</summary>
    /// <param name="picture">The picture; the grid divides all of it into equal cells.</param>
    /// <param name="alt">What the picture shows, for readers who cannot see it.</param>
    /// <param name="columns">Cells a row, 1 or more.</param>
    /// <param name="cells">The cells, row by row from the top; whole rows.</param>
    /// <param name="chosen">The cell shown first.</param>
    /// <exception cref="ArgumentException">The cells do not fill whole rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chosen"/> is no cell.</exception>
    public Sprite(Picture picture, string alt, int columns, IReadOnlyList<SpriteCell> cells, int chosen = 0)
    {
        if (columns < 1 || cells.Count == 0 || cells.Count % columns != 0)
            throw new ArgumentException($"{cells.Count} cells do not fill rows of {columns}");
        ArgumentOutOfRangeException.ThrowIfNegative(chosen);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chosen, cells.Count);
        Picture = picture;
        Alt = alt;
        Columns = columns;
        Cells = cells;
        Chosen = chosen;
    }

    /// <summary>The picture under the grid.</summary>
    public Picture Picture { get; }

    /// <summary>What the picture shows.</summary>
    public string Alt { get; }

    /// <summary>Cells a row.</summary>
    public int Columns { get; }

    /// <summary>The cells, row by row from the top.</summary>
    public IReadOnlyList<SpriteCell> Cells { get; }

    /// <summary>The cell shown first.</summary>
    public int Chosen { get; }
}
