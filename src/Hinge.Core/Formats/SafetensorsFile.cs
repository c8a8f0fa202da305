using Hinge.Core.Runs;

namespace Hinge.Core.Formats;

/// <summary>
/// A safetensors file: named arrays and a table of text. Reading keeps the order in which the arrays lie in the file;
/// writing is canonical, so the same content gives the same bytes in whatever order it is handed over.
/// </summary>
/// <remarks>
/// The format is an eight-byte little-endian header length, a JSON header, and the bytes of the arrays without gaps.
/// Canonical means: arrays by element type in the order U64 I64 F64 F32 U32 I32 BF16 F16 U16 I16 I8 U8 BOOL (widest
/// first, so that each array is aligned to its element size), then by the UTF-8 bytes of the name; metadata first and
/// sorted by the UTF-8 bytes of the key; JSON without blanks; the header padded with spaces to a multiple of eight. The
/// reference implementation orders arrays in the same way.
/// </remarks>
public sealed partial class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const string MetadataKey = "__metadata__";

    private SafetensorsFile(
        IReadOnlyDictionary<string, NdArray> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
    }

    /// <summary>The arrays by name, in the order of their bytes in the file. They share the file's memory.</summary>
    public IReadOnlyDictionary<string, NdArray> Tensors { get; }

    /// <summary>The file's table of text; empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, at most 2 GB.</param>
    /// <exception cref="InputException">The file cannot be read or is malformed; see the other overload.</exception>
    public static SafetensorsFile Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a file held in memory; the arrays are views of it.</summary>
    /// <param name="bytes">The whole file; must not change afterwards.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InputException">
    /// The header's length is wrong, the header is no valid JSON or names something twice, an element type is not
    /// supported, a shape does not fit its bytes, or the arrays overlap, leave gaps or do not fill the file.
    /// </exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> bytes, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        SafetensorsHeader header = SafetensorsHeader.Parse(bytes, name);
        return new SafetensorsFile(header.Views(bytes[header.DataOffset..]), header.Metadata);
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Arrays with distinct names, in any order.</param>
    /// <param name="metadata">The table of text, or null for none.</param>
    /// <exception cref="InputException">A name occurs twice or is reserved, or the file cannot be written.</exception>
    public static void Write(
        string path,
        IEnumerable<KeyValuePair<string, NdArray>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        KeyValuePair<string, NdArray>[] ordered = Ordered(tensors);
        byte[] header = HeaderBytes(ordered, metadata);
        AtomicFile.Write(path, stream =>
        {
            stream.Write(header);
            foreach ((_, NdArray array) in ordered)
                stream.Write(array.Bytes.Span);
        });
    }

    /// <summary>The bytes that <see cref="Write"/> writes.</summary>
    /// <param name="tensors">Arrays with distinct names, in any order; less than 2 GB together.</param>
    /// <param name="metadata">The table of text, or null for none.</param>
    /// <exception cref="InputException">A name occurs twice or is reserved.</exception>
    public static byte[] ToBytes(
        IEnumerable<KeyValuePair<string, NdArray>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        KeyValuePair<string, NdArray>[] ordered = Ordered(tensors);
        byte[] header = HeaderBytes(ordered, metadata);
        long total = header.LongLength;
        foreach ((_, NdArray array) in ordered)
            total += array.Bytes.Length;
        byte[] bytes = new byte[checked((int)total)];
        header.CopyTo(bytes, 0);
        int at = header.Length;
        foreach ((_, NdArray array) in ordered)
        {
            array.Bytes.Span.CopyTo(bytes.AsSpan(at));
            at += array.Bytes.Length;
        }
        return bytes;
    }
}
