using System.IO.Compression;

namespace Hinge.Core.Formats;

/// <summary>
/// The binary batches of CIFAR-10: records of one label byte and 3,072 samples, 32 x 32 red ones, then green, then
/// blue; alone or inside gzip. The number of records comes from the length.
/// </summary>
/// <remarks>A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009; file format of the data set.
/// </remarks>
public static class CifarFile
{
    /// <summary>Number of classes; labels are below it.</summary>
    public const int Classes = 10;

    /// <summary>Rows and columns of a picture.</summary>
    public const int Size = 32;

    private const int Colours = 3;
    private const int Samples = Colours * Size * Size;
    private const int Record = 1 + Samples;

    /// <summary>Reads a file; gzip is recognised by its first two bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read or is malformed; see the other overload.</exception>
    public static CifarPictures Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a file held in memory; gzip is recognised by its first two bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InputException">
    /// There is no record, the last one is not whole, a label is no class, or the gzip stream is damaged.
    /// </exception>
    public static CifarPictures Read(ReadOnlyMemory<byte> bytes, string name)
    {
        if (!bytes.Span.StartsWith<byte>([0x1F, 0x8B]))
            return Parse(bytes.Span, name);
        try
        {
            using GZipStream unpacked = new(BoundedRead.Over(bytes), CompressionMode.Decompress);
            using MemoryStream records = new();
            Unpack(unpacked, records, name);
            return Parse(records.GetBuffer().AsSpan(0, (int)records.Length), name);
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            throw new InputException($"{name}: damaged gzip data: {Printable.Text(cause.Message)}", cause);
        }
    }

    // Labels are looked at as they arrive, so that a small file of other content cannot fill the memory.
    private static void Unpack(Stream unpacked, MemoryStream records, string name)
    {
        byte[] record = new byte[Record];
        while (true)
        {
            int filled = unpacked.ReadAtLeast(record, Record, throwOnEndOfStream: false);
            if (filled > 0)
                CheckLabel(record[0], records.Length, name);
            if (records.Length + filled > Array.MaxLength)
                throw new InputException($"{name}: more than {Array.MaxLength} bytes of records are not supported");
            records.Write(record, 0, filled);
            if (filled < Record)
                return;
        }
    }

    private static CifarPictures Parse(ReadOnlySpan<byte> records, string name)
    {
        (int count, int rest) = Math.DivRem(records.Length, Record);
        if (count == 0 || rest != 0)
        {
            throw new InputException(
                $"{name}: {records.Length} bytes; expected records of {Record} bytes each, {rest} bytes are left over");
        }
        byte[] labels = new byte[count];
        byte[] samples = new byte[count * Samples];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> record = records.Slice(i * Record, Record);
            CheckLabel(record[0], (long)i * Record, name);
            labels[i] = record[0];
            record[1..].CopyTo(samples.AsSpan(i * Samples));
        }
        return new(new NdArray(ElementType.UInt8, samples, count, Colours, Size, Size), labels);
    }

    private static void CheckLabel(byte label, long offset, string name)
    {
        if (label >= Classes)
            throw new InputException($"{name}: offset {offset}: label {label}; expected 0 to {Classes - 1}");
    }
}
