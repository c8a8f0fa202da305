using System.Buffers.Binary;

namespace Hinge.Torch.Native;

/// <summary>The one thing about an ELF file that the loader does not check.</summary>
internal static class ElfFile
{
    private const int HeaderSize = 64, ProgramHeaderSize = 56, LoadSegment = 1;

    /// <summary>
    /// Says by how much a 64-bit ELF library is too short for its own segments, as after an interrupted download. The
    /// loader maps such a file without complaint and the process dies of a bus error when it touches the missing pages.
    /// </summary>
    /// <returns>One line; null when the file is whole or is no 64-bit little-endian ELF file.</returns>
    public static string? Truncation(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> header = stackalloc byte[HeaderSize];
        if (file.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
            return null;
        if (!header.StartsWith("\u007fELF\u0002\u0001"u8))
            return null;

        long table = BinaryPrimitives.ReadInt64LittleEndian(header[0x20..]);
        int entry = BinaryPrimitives.ReadUInt16LittleEndian(header[0x36..]);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(header[0x38..]);
        if (table < HeaderSize || entry != ProgramHeaderSize)
            return null;

        long needed = table + (long)count * entry;
        Span<byte> segment = stackalloc byte[ProgramHeaderSize];
        for (int i = 0; i < count && table + (i + 1L) * entry <= file.Length; i++)
        {
            file.Position = table + (long)i * entry;
            file.ReadExactly(segment);
            if (BinaryPrimitives.ReadInt32LittleEndian(segment) != LoadSegment)
                continue;
            long offset = BinaryPrimitives.ReadInt64LittleEndian(segment[0x08..]);
            long size = BinaryPrimitives.ReadInt64LittleEndian(segment[0x20..]);
            needed = Math.Max(needed, offset + size);
        }
        return needed <= file.Length
            ? null
            : $"truncated file: {file.Length:N0} bytes, its segments need {needed:N0}; restore the package again";
    }
}
