using System.IO.Compression;

namespace Hinge.Core.Formats;

/// <summary>The content of an entry of a zip archive, with every claim of the archive checked.</summary>
public static class ZipContent
{
    /// <summary>All bytes of an entry, stored or deflated.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="where">File and entry, for messages.</param>
    /// <exception cref="InputException">The entry unpacks to another size than it declares, declares one that its
    /// compressed bytes cannot reach, or its checksum does not match.</exception>
    /// <exception cref="InvalidDataException">The compressed bytes are damaged.</exception>
    public static byte[] ReadAllBytes(ZipArchiveEntry entry, string where)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Length > Array.MaxLength || !BoundedRead.CanInflateTo(entry.Length, entry.CompressedLength))
            throw new InputException($"{where}: {entry.CompressedLength} bytes cannot unpack to {entry.Length}");
        byte[] bytes;
        using (Stream stream = entry.Open())
        {
            bytes = BoundedRead.Exactly(stream, entry.Length, where, "entry");
            if (stream.ReadByte() >= 0)
                throw new InputException($"{where}: unpacks to more than the {entry.Length} bytes it declares");
        }
        if (Crc32.Of(bytes) != entry.Crc32)
            throw new InputException($"{where}: damaged: its checksum does not match");
        return bytes;
    }
}
