namespace Hinge.Scattering.Learning;

/// <summary>Features of samples: a row a sample, row by row in memory.</summary>
public sealed class FeatureMatrix
{
    /// <summary>A matrix over existing numbers, which are not copied.</summary>
    /// <param name="values">Row by row.</param>
    /// <param name="rows">Samples.</param>
    /// <param name="columns">Features, at least 1.</param>
    /// <exception cref="ArgumentException">The numbers are not that many.</exception>
    public FeatureMatrix(float[] values, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (columns < 1 || rows < 0 || values.LongLength != (long)rows * columns)
            throw new ArgumentException($"{values.LongLength} numbers for {rows} x {columns}", nameof(values));
        (Values, Rows, Columns) = (values, rows, columns);
    }

    /// <summary>All numbers, row by row.</summary>
    public float[] Values { get; }

    /// <summary>Samples.</summary>
    public int Rows { get; }

    /// <summary>Features.</summary>
    public int Columns { get; }

    /// <summary>The features of a sample.</summary>
    /// <param name="index">0 … <see cref="Rows"/> - 1.</param>
    public Span<float> Row(int index) => Values.AsSpan(checked(index * Columns), Columns);

    /// <summary>A copy of some rows.</summary>
    /// <param name="indices">Which, in the order of the copy.</param>
    public FeatureMatrix Take(ReadOnlySpan<int> indices)
    {
        float[] taken = new float[checked(indices.Length * Columns)];
        for (int i = 0; i < indices.Length; i++)
            Row(indices[i]).CopyTo(taken.AsSpan(i * Columns));
        return new(taken, indices.Length, Columns);
    }

    /// <summary>A copy of the first rows.</summary>
    /// <param name="rows">How many.</param>
    public FeatureMatrix First(int rows) => new(Values[..checked(rows * Columns)], rows, Columns);

    /// <summary>A copy of the rows from one on.</summary>
    /// <param name="row">The first of them.</param>
    public FeatureMatrix From(int row) => new(Values[checked(row * Columns)..], Rows - row, Columns);

    internal Rows<float> AsRows() => new(Values, 0, Rows, Columns, Columns);

    internal Rows<float> AsRows(int first, int count) => new(Values, (long)first * Columns, count, Columns, Columns);
}
