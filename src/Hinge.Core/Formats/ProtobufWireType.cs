namespace Hinge.Core.Formats;

/// <summary>How the value of a protocol buffer field is stored.</summary>
internal enum ProtobufWireType
{
    /// <summary>Seven bits a byte, the lowest first; the top bit says that more follow.</summary>
    Varint = 0,

    /// <summary>Eight bytes, little-endian.</summary>
    Fixed64 = 1,

    /// <summary>A length and as many bytes: text, messages, packed numbers.</summary>
    Bytes = 2,

    /// <summary>Four bytes, little-endian.</summary>
    Fixed32 = 5,
}
