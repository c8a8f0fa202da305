using System.Buffers.Binary;
using System.IO.Compression;
using Hinge.Core.Runs;

namespace Hinge.Core.Formats;

/// <summary>
/// The idx files of MNIST: two zero bytes, an element type, the number of dimensions, the extents, and the elements,
/// all big-endian; alone or inside gzip.
/// </summary>
/// <remarks>Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", file format.</remarks>
public static class IdxFile
{
    /// <summary>Reads a file; gzip is recognised by its first two bytes.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read or is malformed; see the other overload.</exception>
    public static NdArray Read(string path) => Read(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads a stream to its end; gzip is recognised by its first two bytes.</summary>
    /// <param name="stream">At the start of the file.</param>
    /// <param name="name">What to call the stream in messages.</param>
    /// <exception cref="InputException">The content is malformed; see the other overload.</exception>
    public static NdArray Read(Stream stream, string name) => Read(BoundedRead.ToEnd(stream, name), name);

    /// <summary>Reads a file held in memory; gzip is recognised by its first two bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="InputException">
    /// The magic number or element type is unknown, the extents do not fit the data or cannot be held in memory, bytes
    /// follow the data, or the gzip stream is damaged.
    /// </exception>
    public static NdArray Read(ReadOnlyMemory<byte> bytes, string name)
    {
        using MemoryStream raw = BoundedRead.Over(bytes);
        if (!bytes.Span.StartsWith<byte>([0x1F, 0x8B]))
            return Parse(raw, name, bytes.Length, (claimed, held) => claimed <= held);
        try
        {
            using GZipStream unpacked = new(raw, CompressionMode.Decompress);
            return Parse(unpacked, name, bytes.Length, BoundedRead.CanInflateTo);
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            throw new InputException($"{name}: damaged gzip data: {Printable.Text(cause.Message)}", cause);
        }
    }

    /// <summary>Writes a file; inside gzip, without name and date, if its name ends in <c>.gz</c>.</summary>
    /// <param name="path">The file, written whole or not at all.</param>
    /// <param name="array">UInt8, Int8, Int16, Int32, Float32 or Float64; at most 255 dimensions.</param>
    /// <exception cref="InputException">idx has no such element type, or the file cannot be written.</exception>
    public static void Write(string path, NdArray array)
    {
        byte[] bytes = ToBytes(array);
        bool gzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(path, stream =>
        {
            if (!gzip)
            {
                stream.Write(bytes);
                return;
            }
            using GZipStream packed = new(stream, CompressionLevel.SmallestSize, leaveOpen: true);
            packed.Write(bytes);
        });
    }

    /// <summary>The bytes of an uncompressed file.</summary>
    /// <param name="array">UInt8, Int8, Int16, Int32, Float32 or Float64; at most 255 dimensions.</param>
    /// <exception cref="InputException">idx has no such element type.</exception>
    public static byte[] ToBytes(NdArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        byte code = array.Type switch
        {
            ElementType.UInt8 => 0x08,
            ElementType.Int8 => 0x09,
            ElementType.Int16 => 0x0B,
            ElementType.Int32 => 0x0C,
            ElementType.Float32 => 0x0D,
            ElementType.Float64 => 0x0E,
            _ => throw new InputException($"idx files cannot hold {array.Type}"),
        };
        int header = 4 + (4 * array.Shape.Count);
        byte[] bytes = new byte[header + array.Bytes.Length];
        bytes[2] = code;
        bytes[3] = checked((byte)array.Shape.Count);
        for (int d = 0; d < array.Shape.Count; d++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4 + (4 * d)), checked((uint)array.Shape[d]));
        array.Bytes.Span.CopyTo(bytes.AsSpan(header));
        LittleEndian.Reverse(bytes.AsSpan(header), array.Type.SizeInBytes());
        return bytes;
    }

    private static NdArray Parse(Stream stream, string name, long fileLength, Func<long, long, bool> canHold)
    {
        byte[] magic = BoundedRead.Exactly(stream, 4, name, "idx magic number");
        ElementType type = magic[2] switch
        {
            _ when magic[0] != 0 || magic[1] != 0 => throw new InputException(
                $"{name}: offset 0: not an idx file: found {magic[0]:x2} {magic[1]:x2}; expected 00 00"),
            0x08 => ElementType.UInt8,
            0x09 => ElementType.Int8,
            0x0B => ElementType.Int16,
            0x0C => ElementType.Int32,
            0x0D => ElementType.Float32,
            0x0E => ElementType.Float64,
            _ => throw new InputException(
                $"{name}: offset 2: idx element type {magic[2]:x2}; expected 08, 09, 0b, 0c, 0d or 0e"),
        };
        byte[] extents = BoundedRead.Exactly(stream, 4L * magic[3], name, "idx extents");
        long[] shape = new long[magic[3]];
        for (int d = 0; d < shape.Length; d++)
            shape[d] = BinaryPrimitives.ReadUInt32BigEndian(extents.AsSpan(4 * d));
        if (!Shapes.TryCountBytes(type, shape, out _, out long count) || !canHold(count, fileLength))
            throw new InputException(
                $"{name}: offset 4: {type} {Shapes.Describe(shape)}"
                + $" is more than a file of {fileLength} bytes can hold");
        byte[] data = BoundedRead.Exactly(stream, count, name, $"data of shape {Shapes.Describe(shape)}");
        if (stream.ReadByte() >= 0)
            throw new InputException($"{name}: bytes follow the data of shape {Shapes.Describe(shape)}");
        LittleEndian.Reverse(data, type.SizeInBytes());
        return new NdArray(type, data, shape);
    }
}
