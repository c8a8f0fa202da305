using System.Buffers.Binary;
using System.Text;
using Hinge.Core.Runs;

namespace Hinge.Core.Formats;

/// <summary>
/// NumPy's <c>.npy</c> files, versions 1 to 3: little-endian numbers and Booleans, in C or Fortran order. Written as
/// version 1 in C order. Byte strings of n characters are read as UInt8 with a last dimension of n.
/// </summary>
/// <remarks>NEP 1, "A simple file format for NumPy arrays".</remarks>
public static class NpyFile
{
    private const int MagicLength = 8;
    private const int LongestHeader = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file that holds one array.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, is malformed, or goes on after the array.</exception>
    public static NdArray Read(string path) => InputFile.Read(path, stream => ReadWhole(stream, path));

    /// <summary>Reads one array and leaves the stream behind it.</summary>
    /// <param name="stream">At the start of the array; need not be seekable.</param>
    /// <param name="name">What to call the stream in messages.</param>
    /// <exception cref="InputException">The array is malformed or the stream ends early.</exception>
    public static NdArray Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] start = BoundedRead.Exactly(stream, MagicLength, name, "npy magic");
        if (!start.AsSpan().StartsWith(Magic))
            throw new InputException($"{name}: offset 0: not an npy file; expected the bytes 93 'NUMPY'");
        if (start[6] is < 1 or > 3 || start[7] != 0)
            throw new InputException($"{name}: offset 6: npy version {start[6]}.{start[7]}; expected 1.0, 2.0 or 3.0");

        int lengthBytes = start[6] == 1 ? 2 : 4;
        byte[] lengthField = BoundedRead.Exactly(stream, lengthBytes, name, "npy header length");
        long headerLength = lengthBytes == 2
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthField)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthField);
        if (headerLength > LongestHeader)
            throw new InputException($"{name}: offset 8: npy header of {headerLength} bytes; at most {LongestHeader}");
        byte[] text = BoundedRead.Exactly(stream, headerLength, name, "npy header");
        NpyHeader header = NpyHeader.Parse(Encoding.Latin1.GetString(text), name, MagicLength + lengthBytes);

        if (!Shapes.TryCountBytes(header.Type, header.Shape, out _, out long count))
            throw new InputException(
                $"{name}: key 'shape': {Shapes.Describe(header.Shape)} is more than memory can hold");
        byte[] data = BoundedRead.Exactly(stream, count, name, $"data of shape {Shapes.Describe(header.Shape)}");
        if (header.FortranOrder)
            data = ColumnsFirst.ToRowsFirst(data, header.Type.SizeInBytes(), header.Shape);
        try
        {
            return new NdArray(header.Type, data, header.Shape);
        }
        catch (InputException cause)
        {
            throw new InputException($"{name}: {cause.Message}", cause);
        }
    }

    /// <summary>Writes one array as a file of its own.</summary>
    /// <param name="path">The file, written whole or not at all.</param>
    /// <param name="array">Any element type but bfloat16, which NumPy does not have.</param>
    /// <exception cref="InputException">The element type is bfloat16, or the file cannot be written.</exception>
    public static void Write(string path, NdArray array) => AtomicFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes one array where the stream stands.</summary>
    /// <param name="stream">Any writable stream.</param>
    /// <param name="array">Any element type but bfloat16, which NumPy does not have.</param>
    /// <exception cref="InputException">The element type is bfloat16.</exception>
    public static void Write(Stream stream, NdArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);

        Write(stream, NpyHeader.Format(array), array.Bytes.Span);
    }

    /// <summary>Writes a text as NumPy writes <c>numpy.array(b'…')</c>: a byte string of no dimensions.</summary>
    /// <param name="stream">Any writable stream.</param>
    /// <param name="text">One or more ASCII characters.</param>
    internal static void WriteText(Stream stream, string text)
    {
        if (text.Length == 0 || !Ascii.IsValid(text))
            throw new InputException($"npy text '{Printable.Text(text)}': expected one or more ASCII characters");
        Write(stream, NpyHeader.FormatText(text.Length), Encoding.ASCII.GetBytes(text));
    }

    private static void Write(Stream stream, string text, ReadOnlySpan<byte> data)
    {
        // The data start at a multiple of 64 bytes: spaces fill the header, a line feed ends it.
        int unpadded = MagicLength + 2 + text.Length + 1;
        int padded = (unpadded + 63) / 64 * 64;
        byte[] header = new byte[padded];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[6], header[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), checked((ushort)(padded - MagicLength - 2)));
        Encoding.ASCII.GetBytes(text, header.AsSpan(MagicLength + 2));
        header[^1] = (byte)'\n';
        stream.Write(header);
        stream.Write(data);
    }

    /// <summary>Reads an array that must end where the stream ends.</summary>
    internal static NdArray ReadWhole(Stream stream, string name)
    {
        NdArray array = Read(stream, name);
        return stream.ReadByte() < 0
            ? array
            : throw new InputException($"{name}: bytes follow the data of {array}; expected the end of the file");
    }
}
