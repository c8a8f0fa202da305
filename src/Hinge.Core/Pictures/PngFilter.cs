namespace Hinge.Core.Pictures;

/// <summary>The five row filters of PNG: none, sub, up, average, Paeth.</summary>
/// <remarks>
/// PNG specification, third edition, §9. Rows carry a margin of one pixel of zeros in front, so that the pixel to the
/// left exists everywhere; the row above the first is all zeros.
/// </remarks>
internal static class PngFilter
{
    public const int Count = 5;

    /// <summary>What a filter expects a byte to be, from the pixel to the left, above, and above to the left.</summary>
    private interface IPredictor
    {
        static abstract byte Predict(byte left, byte up, byte upLeft);
    }

    /// <summary>Restores a row in place.</summary>
    /// <param name="filter">0 … 4.</param>
    /// <param name="row">Margin and filtered bytes.</param>
    /// <param name="above">Margin and restored bytes of the row above.</param>
    /// <param name="pixel">Bytes of a pixel, at least 1: the length of the margin.</param>
    public static void Undo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int pixel)
    {
        switch (filter)
        {
            case 1: Undo<Sub>(row, above, pixel); break;
            case 2: Undo<Up>(row, above, pixel); break;
            case 3: Undo<Average>(row, above, pixel); break;
            case 4: Undo<Paeth>(row, above, pixel); break;
        }
    }

    /// <summary>Filters a row.</summary>
    /// <param name="filter">0 … 4.</param>
    /// <param name="row">Margin and bytes.</param>
    /// <param name="above">Margin and bytes of the row above.</param>
    /// <param name="pixel">Bytes of a pixel: the length of the margin.</param>
    /// <param name="filtered">Receives the filtered bytes, without margin.</param>
    /// <returns>The sum of their sizes as signed bytes: small when they compress well.</returns>
    public static long Apply(
        int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixel, Span<byte> filtered) => filter switch
    {
        0 => Apply<None>(row, above, pixel, filtered),
        1 => Apply<Sub>(row, above, pixel, filtered),
        2 => Apply<Up>(row, above, pixel, filtered),
        3 => Apply<Average>(row, above, pixel, filtered),
        _ => Apply<Paeth>(row, above, pixel, filtered),
    };

    // The predictors are value types: each loop is compiled with its own predictor inside and no branch on it.
    private static void Undo<T>(Span<byte> row, ReadOnlySpan<byte> above, int pixel) where T : struct, IPredictor
    {
        above = above[..row.Length];
        for (int i = pixel; i < row.Length; i++)
            row[i] += T.Predict(row[i - pixel], above[i], above[i - pixel]);
    }

    private static long Apply<T>(ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int pixel, Span<byte> filtered)
        where T : struct, IPredictor
    {
        long sum = 0;
        above = above[..row.Length];
        for (int i = pixel; i < row.Length; i++)
        {
            byte difference = (byte)(row[i] - T.Predict(row[i - pixel], above[i], above[i - pixel]));
            filtered[i - pixel] = difference;
            sum += Math.Abs((int)(sbyte)difference);
        }
        return sum;
    }

    private readonly struct None : IPredictor
    {
        public static byte Predict(byte left, byte up, byte upLeft) => 0;
    }

    private readonly struct Sub : IPredictor
    {
        public static byte Predict(byte left, byte up, byte upLeft) => left;
    }

    private readonly struct Up : IPredictor
    {
        public static byte Predict(byte left, byte up, byte upLeft) => up;
    }

    private readonly struct Average : IPredictor
    {
        public static byte Predict(byte left, byte up, byte upLeft) => (byte)((left + up) / 2);
    }

    /// <summary>Of the three neighbours the one nearest to left + up - upLeft.</summary>
    private readonly struct Paeth : IPredictor
    {
        public static byte Predict(byte left, byte up, byte upLeft)
        {
            int toLeft = Math.Abs(up - upLeft), toUp = Math.Abs(left - upLeft);
            int toUpLeft = Math.Abs(left + up - (2 * upLeft));
            return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
        }
    }
}
