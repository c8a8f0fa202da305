using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Hinge.Core;

namespace Hinge.Torch.Checkpoints;

/// <summary>Bytes of a pickle, read forwards; each count is checked against what is left.</summary>
/// <param name="bytes">Holds the pickle.</param>
/// <param name="position">Where it starts.</param>
/// <param name="name">The file (and its part), for messages.</param>
internal sealed class PickleSource(ReadOnlyMemory<byte> bytes, int position, string name)
{
    private const int LongestInteger = 255;

    private static readonly UTF8Encoding s_text = new(false, throwOnInvalidBytes: true);

    /// <summary>Offset of the next byte.</summary>
    public int Position { get; private set; } = position;

    /// <summary>Offset of the opcode that is being obeyed, for messages.</summary>
    public int Operation { get; private set; } = position;

    /// <summary>Bytes left.</summary>
    public int Left => bytes.Length - Position;

    /// <summary>The next opcode.</summary>
    public PickleOpcode Opcode()
    {
        Operation = Position;
        return (PickleOpcode)Byte();
    }

    public byte Byte() => Take(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public double BigEndianDouble() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A two's complement number: a <see cref="long"/>, or a <see cref="BigInteger"/> beyond it.</summary>
    public object Integer(ulong count)
    {
        if (count > LongestInteger)
            throw Wrong($"an integer of {count} bytes; expected at most {LongestInteger}");
        BigInteger value = new(Take(count));
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : value;
    }

    /// <summary>The next bytes as text.</summary>
    public string Text(ulong count)
    {
        ReadOnlySpan<byte> text = Take(count);
        try
        {
            return s_text.GetString(text);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("text that is not valid UTF-8");
        }
    }

    /// <summary>The next bytes as text of Python 2, which is bytes: any of them is valid.</summary>
    public string Latin(ulong count) => Encoding.Latin1.GetString(Take(count));

    /// <summary>A line of text without its end.</summary>
    public string Line()
    {
        int length = bytes.Span[Position..].IndexOf((byte)'\n');
        if (length < 0)
            throw Wrong("a line without an end");
        string text = Text((ulong)length);
        Take(1);
        return text;
    }

    /// <summary>The next bytes; refused when the file ends before.</summary>
    public ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)Left)
            throw new InputException($"{name}: offset {Position}: the file ends where {count} more bytes are expected");
        Position += (int)count;
        return bytes.Span[(Position - (int)count)..Position];
    }

    /// <summary>A refusal at the opcode that is being obeyed.</summary>
    public InputException Wrong(string found) => new($"{name}: offset {Operation}: {found}");
}
