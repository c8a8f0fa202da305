namespace Hinge.Scattering.Learning;

/// <summary>A rectangle of numbers inside an array.</summary>
/// <param name="Values">The array.</param>
/// <param name="Start">Where the first row begins.</param>
/// <param name="Count">Rows.</param>
/// <param name="Columns">Numbers of a row.</param>
/// <param name="Stride">From row to row.</param>
internal readonly record struct Rows<T>(T[] Values, long Start, int Count, int Columns, int Stride)
{
    /// <summary>All of an array.</summary>
    public Rows(T[] values, int count, int columns) : this(values, 0, count, columns, columns)
    {
    }

    /// <summary>A part.</summary>
    public Rows<T> Part(int row, int count, int column, int columns) =>
        new(Values, Start + ((long)row * Stride) + column, count, columns, Stride);

    /// <summary>A row.</summary>
    public Span<T> this[int row] => Values.AsSpan((int)(Start + ((long)row * Stride)), Columns);
}
