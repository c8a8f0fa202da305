using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hinge.Core.Formats;

namespace Hinge.Core.Pictures;

/// <summary>Walks and checks the chunks of a PNG file; <see cref="PngScanlines"/> gets the pixel data.</summary>
/// <remarks>PNG specification, third edition, §5 (chunks), §5.6 (their order), §11.</remarks>
internal sealed class PngReader(ReadOnlyMemory<byte> file, string name)
{
    private const int ChunkOverhead = 12; // length, type, checksum

    private PngHeader? _header;
    private byte[]? _palette;
    private byte[]? _transparency;
    private readonly List<ReadOnlyMemory<byte>> _data = [];
    private bool _dataEnded;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public PngImage Read()
    {
        if (!file.Span.StartsWith(Signature))
            throw new InputException($"{name}: offset 0: not a PNG file; expected the bytes 89 'PNG' 0d 0a 1a 0a");
        int at = Signature.Length;
        while (TakeChunk(ref at))
        {
        }
        PngHeader header = _header!.Value; // the first chunk was checked to be the header
        if (_data.Count == 0)
            throw new InputException($"{name}: the PNG has no IDAT chunk");
        if (header.Colour == PngColour.Palette && _palette is null)
            throw new InputException($"{name}: a palette PNG without PLTE chunk");
        byte[] samples = Unpack(header);
        CheckIndices(header, samples);
        return new PngImage(header, samples, _palette ?? [], _transparency ?? []);
    }

    /// <summary>Takes the next chunk; false after the end chunk.</summary>
    private bool TakeChunk(ref int at)
    {
        int left = file.Length - at;
        if (left < ChunkOverhead)
            throw new InputException($"{name}: offset {at}: the PNG ends before its IEND chunk");
        ReadOnlySpan<byte> chunk = file.Span[at..];
        uint length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
        if (length > (uint)(left - ChunkOverhead))
            throw new InputException(
                $"{name}: offset {at}: PNG chunk of {length} bytes; the file leaves {left - ChunkOverhead}");
        int end = 8 + (int)length;
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(chunk[end..]);
        uint computed = Crc32.Of(chunk[4..end]);
        if (stored != computed)
            throw new InputException(
                $"{name}: offset {at + end}: PNG chunk checksum {stored:x8}; its content has {computed:x8}");
        string type = Encoding.Latin1.GetString(chunk[4..8]);
        bool more = Accept(type, file.Slice(at + 8, (int)length), at);
        at += ChunkOverhead + (int)length;
        return more;
    }

    private bool Accept(string type, ReadOnlyMemory<byte> content, int at)
    {
        if (_header is null != (type == "IHDR"))
            throw Misplaced();
        _dataEnded |= _data.Count > 0 && type != "IDAT";
        switch (type)
        {
            case "IHDR":
                if (content.Length != PngHeader.Length)
                    throw WrongLength();
                _header = PngHeader.Parse(content.Span, name);
                return true;
            case "PLTE":
                if (_palette is not null || _data.Count > 0 || _transparency is not null)
                    throw Misplaced();
                if (content.Length % 3 != 0 || content.Length is 0 or > 768)
                    throw WrongLength();
                _palette = content.ToArray();
                return true;
            case "tRNS":
                if (_transparency is not null || _data.Count > 0)
                    throw Misplaced();
                _transparency = CheckTransparency(content) ? content.ToArray() : throw WrongLength();
                return true;
            case "IDAT":
                if (_dataEnded)
                    throw Misplaced();
                _data.Add(content);
                return true;
            case "IEND":
                return content.IsEmpty ? false : throw WrongLength();
            default:
                // Bit 5 of the first letter (lower case) marks a chunk that a reader may skip.
                return (type[0] & 0x20) != 0 ? true : throw new InputException(
                    $"{name}: offset {at}: PNG chunk '{Letters(type)}' is critical and unknown");
        }

        InputException Misplaced() => new($"{name}: offset {at}: PNG chunk '{Letters(type)}' is out of place");
        InputException WrongLength() => new($"{name}: offset {at}: PNG chunk {type} of {content.Length} bytes");
    }

    private bool CheckTransparency(ReadOnlyMemory<byte> content) => _header!.Value.Colour switch
    {
        PngColour.Grey => content.Length == 2,
        PngColour.Rgb => content.Length == 6,
        PngColour.Palette => content.Length > 0 && content.Length <= (_palette?.Length ?? 0) / 3,
        _ => false,
    };

    private byte[] Unpack(PngHeader header)
    {
        long compressed = 0;
        foreach (ReadOnlyMemory<byte> part in _data)
            compressed += part.Length;
        long raw = PngScanlines.RawLength(header);
        Int128 samples = (Int128)header.Width * header.Height * header.Channels * header.BytesPerSample;
        if (raw < 0 || samples > Array.MaxLength || !BoundedRead.CanInflateTo(raw, compressed))
            throw new InputException(
                $"{name}: offset 16: {header} PNG of {header.Width} x {header.Height} pixels"
                + $" cannot come from {compressed} bytes of data, or is more than memory can hold");

        byte[] packed = new byte[compressed];
        int filled = 0;
        foreach (ReadOnlyMemory<byte> part in _data)
        {
            part.Span.CopyTo(packed.AsSpan(filled));
            filled += part.Length;
        }
        try
        {
            using ZLibStream stream = new(new MemoryStream(packed), CompressionMode.Decompress);
            byte[] result = PngScanlines.Read(stream, header, name);
            return stream.ReadByte() < 0
                ? result
                : throw new InputException(
                    $"{name}: the PNG holds more pixel data than {header.Width} x {header.Height}");
        }
        // The stream is in memory: what it cannot do, such as a preset dictionary, is in the data.
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            throw new InputException($"{name}: damaged pixel data: {Printable.Text(cause.Message)}", cause);
        }
    }

    private void CheckIndices(PngHeader header, byte[] samples)
    {
        if (header.Colour != PngColour.Palette)
            return;
        int entries = _palette!.Length / 3;
        int bad = entries > 255 ? -1 : samples.AsSpan().IndexOfAnyInRange((byte)entries, byte.MaxValue);
        if (bad >= 0)
            throw new InputException(
                $"{name}: pixel ({bad % header.Width}, {bad / header.Width}) has palette index {samples[bad]};"
                + $" the palette has {entries} entries");
    }

    private static string Letters(string type) =>
        string.Concat(type.Select(letter => char.IsAsciiLetter(letter) ? letter : '?'));
}
