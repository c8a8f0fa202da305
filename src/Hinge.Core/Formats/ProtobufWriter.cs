using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Hinge.Core.Formats;

/// <summary>Writes a message of the protocol buffer wire format, in the order of the calls.</summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new();

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>A whole number.</summary>
    public ProtobufWriter Int64(int field, long value)
    {
        Key(field, ProtobufWireType.Varint);
        Varint((ulong)value);
        return this;
    }

    /// <summary>A zigzag number.</summary>
    public ProtobufWriter ZigZag(int field, long value) => Int64(field, (value << 1) ^ (value >> 63));

    /// <summary>A float.</summary>
    public ProtobufWriter Single(int field, float value)
    {
        Key(field, ProtobufWireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.GetSpan(sizeof(float)), value);
        _buffer.Advance(sizeof(float));
        return this;
    }

    /// <summary>A double.</summary>
    public ProtobufWriter Double(int field, double value)
    {
        Key(field, ProtobufWireType.Fixed64);
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.GetSpan(sizeof(double)), value);
        _buffer.Advance(sizeof(double));
        return this;
    }

    /// <summary>Bytes.</summary>
    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, ProtobufWireType.Bytes);
        Varint((ulong)value.Length);
        _buffer.Write(value);
        return this;
    }

    /// <summary>Text, in UTF-8.</summary>
    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message within this one.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message.Written);

    private void Key(int field, ProtobufWireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        Span<byte> bytes = _buffer.GetSpan(10);
        int count = 0;
        for (; value > 0x7F; value >>= 7)
            bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        _buffer.Advance(count);
    }
}
