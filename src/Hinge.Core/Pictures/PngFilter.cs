namespace Hinge.Core.Pictures;

/// <summary>The five row filters of PNG: none, sub, up, average, Paeth.</summary>
/// <remarks>
/// PNG specification, third edition, §9. Rows carry a margin of one pixel of zeros in front, so that the pixel to the left
/// exists everywhere; the row above the first is all zeros.
/// </remarks>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>Restores a row in place.</summary>
    /// <param name="filter">0 … 4.</param>
    /// <param name="row">Margin and filtered bytes.</param>
    /// <param name="above">Margin and restored bytes of the row above.</param>
    /// <param name="pixel">Bytes of a pixel, at least 1: the length of the margin.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        if (filter == 0)
            return;
        above = above[..row.Length];
        for (int i = pixel; i < row.Length; i++)
            row[i] += Predict(filter, row[i - pixel], above[i], above[i - pixel]);
    }

    /// <summary>Filters a row.</summary>
    /// <param name="filter">0 … 4.</param>
    /// <param name="row">Margin and bytes.</param>
    /// <param name="above">Margin and bytes of the row above.</param>
    /// <param name="pixel">Bytes of a pixel: the length of the margin.</param>
    /// <param name="filtered">Receives the filtered bytes, without margin.</param>
    /// <returns>The sum of their sizes as signed bytes: small when they compress well.</returns>
    public static long Apply(
        int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixel, Span<byte> filtered)
    {
        long sum = 0;
        above = above[..row.Length];
        for (int i = pixel; i < row.Length; i++)
        {
            byte difference = (byte)(row[i] - Predict(filter, row[i - pixel], above[i], above[i - pixel]));
            filtered[i - pixel] = difference;
            sum += Math.Abs((int)(sbyte)difference);
        }
        return sum;
    }

    private static byte Predict(int filter, byte left, byte up, byte upLeft) => filter switch
    {
        1 => left,
        2 => up,
        3 => (byte)((left + up) / 2),
        4 => Paeth(left, up, upLeft),
        _ => 0,
    };

    private static byte Paeth(byte left, byte up, byte upLeft)
    {
        int toLeft = Math.Abs(up - upLeft), toUp = Math.Abs(left - upLeft);
        int toUpLeft = Math.Abs(left + up - (2 * upLeft));
        return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    }
}
