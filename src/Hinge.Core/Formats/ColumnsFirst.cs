namespace Hinge.Core.Formats;

/// <summary>Arrays stored with the first index fastest (Fortran order).</summary>
internal static class ColumnsFirst
{
    /// <summary>A copy with the last index fastest.</summary>
    public static byte[] ToRowsFirst(byte[] from, int elementSize, ReadOnlySpan<long> shape)
    {
        byte[] to = new byte[from.Length];
        int dimensions = shape.Length;
        long[] stride = new long[dimensions]; // in the source, in bytes
        long[] index = new long[dimensions];
        long step = elementSize;
        for (int d = 0; d < dimensions; d++)
        {
            stride[d] = step;
            step *= shape[d];
        }

        // Count through the indices like an odometer, last wheel first, and keep the source offset up to date.
        long source = 0;
        for (int target = 0; target < to.Length; target += elementSize)
        {
            from.AsSpan((int)source, elementSize).CopyTo(to.AsSpan(target));
            for (int d = dimensions - 1; d >= 0; d--)
            {
                source += stride[d];
                if (++index[d] < shape[d])
                    break;
                source -= stride[d] * shape[d];
                index[d] = 0;
            }
        }
        return to;
    }
}
