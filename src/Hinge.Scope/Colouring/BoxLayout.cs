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
    /// <param name="lanes">Targets that lie beside each other, place by place; as many as fit into a line, or fewer.</param>
    /// <param name="perLine">Numbers in a line of the cache.</param>
    public BoxLayout(Lattice lattice, int lanes, int perLine)
    {
        int rows = (int)(lattice.TargetChannels * lattice.Y.Targets), width = (int)lattice.X.Targets;
        // An odd number of lines from row to row visits all sets of the cache before it comes back.
        int places = perLine / lanes;
        int stride = rows == 1 ? width : ((width + places - 1) / places | 1) * places;
        (_rows, _width, _stride, _sites) = (rows, width, stride, (int)lattice.Sites);
        Lanes = lanes;
        Length = checked(rows * stride);
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
        _bands = [.. Enumerable.Range(0, Parts).Select(FindBand)];
    }

    /// <summary>Targets that lie beside each other, place by place.</summary>
    public int Lanes { get; }

    /// <summary>Places in a spread target.</summary>
    public int Length { get; }

    /// <summary>The box of a site in a spread target.</summary>
    public ref readonly Box this[int site] => ref _boxes[site];

    /// <summary>First site of a part and the first behind it.</summary>
    public (int First, int End) Sites(int part) =>
        ((int)((long)_sites * part / Parts), (int)((long)_sites * (part + 1) / Parts));

    /// <summary>The places of the spread target that the boxes of a part lie between.</summary>
    public (int First, int Length) Band(int part) => _bands[part];

    /// <summary>Copies targets row by row into a spread one.</summary>
    /// <param name="targets">[count, targets].</param>
    /// <param name="count">Up to as many as there are lanes; the other lanes become zero.</param>
    /// <param name="spread">[places, lanes].</param>
    public void Spread<T>(ReadOnlySpan<T> targets, int count, Span<T> spread)
    {
        if (count < Lanes)
            spread[..(Length * Lanes)].Clear();
        for (int at = 0; at < count * _rows; at++)
        {
            ReadOnlySpan<T> row = targets.Slice(at * _width, _width);
            Span<T> places = spread.Slice(at % _rows * _stride * Lanes, _width * Lanes);
            for (int i = 0, to = at / _rows; i < row.Length; i++, to += Lanes)
                places[to] = row[i];
        }
    }

    /// <summary>The other way round.</summary>
    public void Collect<T>(ReadOnlySpan<T> spread, Span<T> targets, int count)
    {
        for (int at = 0; at < count * _rows; at++)
        {
            Span<T> row = targets.Slice(at * _width, _width);
            ReadOnlySpan<T> places = spread.Slice(at % _rows * _stride * Lanes, _width * Lanes);
            for (int i = 0, from = at / _rows; i < row.Length; i++, from += Lanes)
                row[i] = places[from];
        }
    }

    private (int First, int Length) FindBand(int part)
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
        return high == 0 ? (0, 0) : ((int)low, (int)(high - low));
    }
}
