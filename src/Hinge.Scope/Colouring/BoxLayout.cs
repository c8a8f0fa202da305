namespace Hinge.Scope.Colouring;

/// <summary>
/// Boxes in a target whose rows are spread: a box touches some tens of rows, and rows that lie a power of two of bytes
/// apart would push each other out of the nearest cache, which tripled the time of a product.
/// </summary>
internal sealed class BoxLayout
{
    /// <summary>Sites are dealt with in a fixed number of parts: sums do not depend on the number of threads.</summary>
    public const int Parts = 8;

    private readonly int _rows, _width, _stride, _sites;
    private readonly Box[] _boxes;
    private readonly (int First, int Length)[] _bands;

    /// <summary>The layout of a lattice's boxes.</summary>
    /// <param name="lattice">The lattice.</param>
    /// <param name="perLine">Numbers in a line of the cache.</param>
    public BoxLayout(Lattice lattice, int perLine)
    {
        int rows = (int)(lattice.TargetChannels * lattice.Y.Targets), width = (int)lattice.X.Targets;
        // An odd number of lines from row to row visits all sets of the cache before it comes back.
        int stride = rows == 1 ? width : ((width + perLine - 1) / perLine | 1) * perLine;
        (_rows, _width, _stride, _sites) = (rows, width, stride, (int)lattice.Sites);
        Length = LaneLength(checked(rows * stride), perLine);
        _boxes = new Box[_sites];
        long index = 0;
        for (int channel = 0; channel < lattice.Channels; channel++)
        {
            for (int y = 0; y < lattice.Y.Sites; y++)
            {
                for (int x = 0; x < lattice.X.Sites; x++)
                {
                    _boxes[index++] = lattice.BoxOf((channel, y, x)) with
                    {
                        Start = lattice.Y.Low(y) * stride + lattice.X.Low(x),
                        PlaneStride = lattice.Y.Targets * stride,
                        RowStride = stride,
                    };
                }
            }
        }
        _bands = [.. Enumerable.Range(0, Parts).Select(part => FindBand(part, perLine))];
    }

    /// <summary>Numbers in a spread target, and from one to the next where there are several.</summary>
    public int Length { get; }

    /// <summary>The box of a site in a spread target.</summary>
    public ref readonly Box this[int site] => ref _boxes[site];

    /// <summary>First site of a part and the first behind it.</summary>
    public (int First, int End) Sites(int part) =>
        ((int)((long)_sites * part / Parts), (int)((long)_sites * (part + 1) / Parts));

    /// <summary>
    /// The places of the spread target that the boxes of a part lie between; the length is that of a lane, and may reach
    /// behind the target.
    /// </summary>
    public (int First, int Length) Band(int part) => _bands[part];

    /// <summary>Copies a target row by row into a spread one.</summary>
    public void Spread<T>(ReadOnlySpan<T> target, Span<T> spread)
    {
        for (int row = 0; row < _rows; row++)
            target.Slice(row * _width, _width).CopyTo(spread[(row * _stride)..]);
    }

    /// <summary>The other way round.</summary>
    public void Collect<T>(ReadOnlySpan<T> spread, Span<T> target)
    {
        for (int row = 0; row < _rows; row++)
            spread.Slice(row * _stride, _width).CopyTo(target[(row * _width)..]);
    }

    // The same place in several lanes must not fall into one set of the cache either: 21 of 64 lines apart.
    private static int LaneLength(int length, int perLine) =>
        checked((length + 64 * perLine - 1) / (64 * perLine) * 64 * perLine + 21 * perLine);

    private (int First, int Length) FindBand(int part, int perLine)
    {
        long low = long.MaxValue, high = 0;
        (int first, int end) = Sites(part);
        for (int site = first; site < end; site++)
        {
            Box box = _boxes[site];
            if (box.Rows == 0 || box.Width == 0)
                continue;
            low = Math.Min(low, box.Start);
            high = Math.Max(high, box.End);
        }
        return high == 0 ? (0, 0) : ((int)low, LaneLength((int)(high - low), perLine));
    }
}
