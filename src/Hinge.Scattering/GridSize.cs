using System.Globalization;

namespace Hinge.Scattering;

/// <summary>
/// The size of a periodic grid of one or two dimensions. A grid of one dimension is a single row of
/// <see cref="Columns"/> samples; samples lie row by row.
/// </summary>
public readonly record struct GridSize
{
    /// <summary>The most samples of a grid.</summary>
    public const int MostSamples = 1 << 24;

    /// <summary>A grid of one dimension.</summary>
    /// <param name="length">Samples, 1 … 2²⁴.</param>
    /// <exception cref="NetworkException">Outside that range.</exception>
    public GridSize(int length) : this(1, length, 1)
    {
    }

    /// <summary>A grid of two dimensions.</summary>
    /// <param name="rows">At least 1.</param>
    /// <param name="columns">At least 1.</param>
    /// <exception cref="NetworkException">A number below 1, or more than 2²⁴ samples.</exception>
    public GridSize(int rows, int columns) : this(rows, columns, 2)
    {
    }

    private GridSize(int rows, int columns, int dimensions)
    {
        if (rows < 1 || columns < 1 || (long)rows * columns > MostSamples)
            throw new NetworkException($"grid {rows}x{columns}: expected 1 to {MostSamples} samples");
        (Rows, Columns, Dimensions) = (rows, columns, dimensions);
    }

    /// <summary>Rows; 1 in one dimension.</summary>
    public int Rows { get; }

    /// <summary>Samples of a row.</summary>
    public int Columns { get; }

    /// <summary>1 or 2.</summary>
    public int Dimensions { get; }

    /// <summary>Number of samples.</summary>
    public int Count => Rows * Columns;

    /// <summary>Samples of the longest axis.</summary>
    public int Longest => Math.Max(Rows, Columns);

    /// <summary>Reads <c>128x128</c>, or <c>1024</c> for one dimension.</summary>
    /// <param name="text">One number, or two with an x between.</param>
    /// <exception cref="NetworkException">Neither, or out of range.</exception>
    public static GridSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('x');
        int[] sizes = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts.Length > 2 || !int.TryParse(
                parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]))
                throw new NetworkException($"size '{text}': expected a size such as 1024 or 28x28");
        }
        return sizes.Length == 1 ? new(sizes[0]) : new(sizes[0], sizes[1]);
    }

    /// <summary>Whether every axis of the grid is a multiple of the factor.</summary>
    public bool IsDivisibleBy(int factor) => Columns % factor == 0 && (Dimensions == 1 || Rows % factor == 0);

    /// <summary>The grid with every axis divided by the factor.</summary>
    /// <exception cref="NetworkException">An axis is no multiple of it.</exception>
    public GridSize Divide(int factor) =>
        !IsDivisibleBy(factor) ? throw new NetworkException($"grid {this} is not divisible by {factor}")
        : Dimensions == 1 ? new(Columns / factor)
        : new(Rows / factor, Columns / factor);

    /// <summary>The frequency of a row in whole cycles, -⌊N/2⌋ … ⌈N/2⌉ - 1.</summary>
    public int SignedRow(int row) => Signed(row, Rows);

    /// <summary>The frequency of a column in whole cycles, -⌊N/2⌋ … ⌈N/2⌉ - 1.</summary>
    public int SignedColumn(int column) => Signed(column, Columns);

    /// <summary>The place of the frequency -k for the place of k.</summary>
    public int Mirror(int index)
    {
        (int row, int column) = Math.DivRem(index, Columns);
        return ((Rows - row) % Rows * Columns) + ((Columns - column) % Columns);
    }

    /// <summary>The Euclidean length of a frequency in cycles per sample.</summary>
    public double Frequency(int index)
    {
        (int row, int column) = Math.DivRem(index, Columns);
        double y = (double)SignedRow(row) / Rows, x = (double)SignedColumn(column) / Columns;
        return Math.Sqrt((y * y) + (x * x));
    }

    /// <summary>A place in words: <c>(3, -2)</c>, or <c>3</c> in one dimension.</summary>
    public string Describe(int index)
    {
        (int row, int column) = Math.DivRem(index, Columns);
        return Dimensions == 1 ? $"{SignedColumn(column)}" : $"({SignedRow(row)}, {SignedColumn(column)})";
    }

    /// <summary><c>128x128</c>, or <c>1024</c> for one dimension.</summary>
    public override string ToString() => Dimensions == 1 ? $"{Columns}" : $"{Rows}x{Columns}";

    private static int Signed(int index, int length) => index < (length + 1) / 2 ? index : index - length;
}
