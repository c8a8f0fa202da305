namespace Hinge.Core.Formats;

/// <summary>Byte order between this machine and the files.</summary>
internal static class LittleEndian
{
    /// <summary>Between this machine's order and little-endian, in place; nothing to do on most machines.</summary>
    public static void Reorder(Span<byte> bytes, int elementSize)
    {
        if (!BitConverter.IsLittleEndian)
            Reverse(bytes, elementSize);
    }

    /// <summary>Turns every element around, in place: between little- and big-endian.</summary>
    public static void Reverse(Span<byte> bytes, int elementSize)
    {
        if (elementSize == 1)
            return;
        for (; bytes.Length >= elementSize; bytes = bytes[elementSize..])
            bytes[..elementSize].Reverse();
    }
}
