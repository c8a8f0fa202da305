using System.Buffers.Binary;
using System.Text;

namespace Hinge.Core.Formats;

/// <summary>
/// Reads one message of the protocol buffer wire format, field by field. Nothing is copied but text; every length is
/// checked against the message before it is used, and refusals name the byte of the file.
/// </summary>
/// <remarks>Protocol Buffers, "Encoding". A message has no end mark: it fills its bytes.</remarks>
internal sealed class ProtobufReader
{
    private const int LongestVarint = 10;
    private const int BitsOfType = 3;
    private const int LargestField = (1 << 29) - 1;
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _file;
    private readonly string _name;
    private readonly int _end;
    private int _at;

    /// <summary>Reads a file that is one message.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="name">What to call it in messages.</param>
    public ProtobufReader(ReadOnlyMemory<byte> file, string name)
        : this(file, name, 0, file.Length)
    {
    }

    private ProtobufReader(ReadOnlyMemory<byte> file, string name, int start, int end) =>
        (_file, _name, _at, _end) = (file, name, start, end);

    /// <summary>Number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>How the current field's value is stored.</summary>
    public ProtobufWireType WireType { get; private set; }

    /// <summary>Where in the file the current field starts.</summary>
    public int FieldOffset { get; private set; }

    /// <summary>Goes to the next field; false at the end of the message.</summary>
    public bool Next()
    {
        if (_at == _end)
            return false;
        FieldOffset = _at;
        ulong key = RawVarint();
        WireType = (ProtobufWireType)(key & ((1 << BitsOfType) - 1));
        ulong field = key >> BitsOfType;
        if (field is 0 or > LargestField)
            throw Wrong($"field number {field}; expected 1 to {LargestField}");
        if (WireType is not (ProtobufWireType.Varint or ProtobufWireType.Fixed64 or ProtobufWireType.Bytes
            or ProtobufWireType.Fixed32))
        {
            throw Wrong($"field {field} has wire type {(int)WireType}; expected 0, 1, 2 or 5");
        }
        Field = (int)field;
        return true;
    }

    /// <summary>A whole number: int32, int64, uint64, bool or an enumeration.</summary>
    public long Int64()
    {
        Require(ProtobufWireType.Varint);
        return (long)RawVarint();
    }

    /// <summary>A zigzag number: sint32 or sint64.</summary>
    public long ZigZag()
    {
        ulong value = (ulong)Int64();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A float.</summary>
    public float Single()
    {
        Require(ProtobufWireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)).Span);
    }

    /// <summary>A double.</summary>
    public double Double()
    {
        Require(ProtobufWireType.Fixed64);
        return BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)).Span);
    }

    /// <summary>Bytes, as a view of the file.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        Require(ProtobufWireType.Bytes);
        return Take(Length());
    }

    /// <summary>Text.</summary>
    public string Text()
    {
        try
        {
            return s_utf8.GetString(Bytes().Span);
        }
        catch (DecoderFallbackException cause)
        {
            throw new InputException($"{_name}: byte {FieldOffset}: field {Field} is not valid UTF-8", cause);
        }
    }

    /// <summary>A message within this one.</summary>
    public ProtobufReader Message()
    {
        Require(ProtobufWireType.Bytes);
        int length = Length(), start = _at;
        Take(length);
        return new ProtobufReader(_file, _name, start, start + length);
    }

    /// <summary>Adds the numbers of a repeated int32, int64 or uint64, packed or one at a time.</summary>
    public void AddInt64s(List<long> numbers)
    {
        if (WireType != ProtobufWireType.Bytes)
        {
            numbers.Add(Int64());
            return;
        }
        ProtobufReader packed = Message();
        while (packed._at < packed._end)
            numbers.Add((long)packed.RawVarint());
    }

    /// <summary>Adds the numbers of a repeated float, packed or one at a time.</summary>
    public void AddSingles(List<float> numbers)
    {
        if (WireType != ProtobufWireType.Bytes)
        {
            numbers.Add(Single());
            return;
        }
        ReadOnlySpan<byte> packed = Packed(sizeof(float));
        for (; packed.Length > 0; packed = packed[sizeof(float)..])
            numbers.Add(BinaryPrimitives.ReadSingleLittleEndian(packed));
    }

    /// <summary>Adds the numbers of a repeated double, packed or one at a time.</summary>
    public void AddDoubles(List<double> numbers)
    {
        if (WireType != ProtobufWireType.Bytes)
        {
            numbers.Add(Double());
            return;
        }
        ReadOnlySpan<byte> packed = Packed(sizeof(double));
        for (; packed.Length > 0; packed = packed[sizeof(double)..])
            numbers.Add(BinaryPrimitives.ReadDoubleLittleEndian(packed));
    }

    /// <summary>Passes over the current field's value.</summary>
    public void Skip()
    {
        switch (WireType)
        {
            case ProtobufWireType.Varint: RawVarint(); break;
            case ProtobufWireType.Fixed64: Take(sizeof(ulong)); break;
            case ProtobufWireType.Fixed32: Take(sizeof(uint)); break;
            default: Take(Length()); break;
        }
    }

    /// <summary>A refusal that names the byte at which the current field starts.</summary>
    public InputException Wrong(string what) => new($"{_name}: byte {FieldOffset}: {what}");

    private ReadOnlySpan<byte> Packed(int size)
    {
        ReadOnlyMemory<byte> packed = Bytes();
        return packed.Length % size == 0
            ? packed.Span
            : throw Wrong($"field {Field} packs numbers of {size} bytes into {packed.Length}");
    }

    private void Require(ProtobufWireType expected)
    {
        if (WireType != expected)
            throw Wrong($"field {Field} has wire type {(int)WireType}; expected {(int)expected}");
    }

    private int Length()
    {
        ulong length = RawVarint();
        return length <= (ulong)(_end - _at)
            ? (int)length
            : throw Wrong($"field {Field} claims {length} bytes; {_end - _at} are left");
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        if (count > _end - _at)
            throw Wrong($"field {Field} needs {count} bytes; {_end - _at} are left");
        ReadOnlyMemory<byte> taken = _file.Slice(_at, count);
        _at += count;
        return taken;
    }

    private ulong RawVarint()
    {
        ReadOnlySpan<byte> bytes = _file.Span[_at.._end];
        ulong value = 0;
        for (int i = 0; i < bytes.Length && i < LongestVarint; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] > 0x7F)
                continue;
            if (i == LongestVarint - 1 && bytes[i] > 1)
                break;
            _at += i + 1;
            return value;
        }
        throw new InputException(bytes.Length < LongestVarint
            ? $"{_name}: byte {_at}: the message ends within a number"
            : $"{_name}: byte {_at}: a number of more than 64 bits");
    }
}
