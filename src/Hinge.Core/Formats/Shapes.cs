namespace Hinge.Core.Formats;

/// <summary>Arithmetic on shapes that come from files and cannot be trusted.</summary>
internal static class Shapes
{
    /// <summary>Counts elements and bytes; false if an extent is negative or the bytes exceed one .NET array.</summary>
    public static bool TryCountBytes(ElementType type, ReadOnlySpan<long> shape, out long elements, out long bytes)
    {
        (elements, bytes) = (1, 0);

        // An array with a zero extent is empty whatever the others say, but theirs must still be extents.
        bool empty = false;
        foreach (long extent in shape)
        {
            if (extent < 0)
                return false;
            empty |= extent == 0;
        }
        if (empty)
        {
            elements = 0;
            return true;
        }
        long most = Array.MaxLength / type.SizeInBytes();
        foreach (long extent in shape)
        {
            if (extent > most / elements)
                return false;
            elements *= extent;
        }
        bytes = elements * type.SizeInBytes();
        return true;
    }

    /// <summary>For example <c>[3, 4]</c>.</summary>
    public static string Describe(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
