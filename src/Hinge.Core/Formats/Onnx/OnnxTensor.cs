using System.Buffers.Binary;

namespace Hinge.Core.Formats.Onnx;

/// <summary>TensorProto: values as raw bytes, or in a list of numbers of a wider type.</summary>
internal static class OnnxTensor
{
    private const long StoredElsewhere = 1;

    /// <summary>Name and content of a tensor.</summary>
    /// <param name="reader">The message.</param>
    /// <param name="what">What to call it in messages.</param>
    public static (string Name, NdArray Array) Read(ProtobufReader reader, string what)
    {
        (string name, long number, bool external) = ("", 0, false);
        List<long> shape = [], ints = [];
        List<float> floats = [];
        List<double> doubles = [];
        ReadOnlyMemory<byte>? raw = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.AddInt64s(shape); break;
                case 2: number = reader.Int64(); break;
                case 4: reader.AddSingles(floats); break;
                case 5 or 7 or 11: reader.AddInt64s(ints); break;
                case 8: name = reader.Text(); break;
                case 9: raw = reader.Bytes(); break;
                case 10: reader.AddDoubles(doubles); break;
                case 13: external = true; reader.Skip(); break;
                case 14: external |= reader.Int64() == StoredElsewhere; break;
                default: reader.Skip(); break;
            }
        }
        string named = name.Length > 0 ? $"{what} {Printable.Text(name)}" : what;
        if (external)
            throw reader.Wrong($"{named} lies in another file; expected the values in the model");
        ElementType type = OnnxElementTypes.Of(number)
            ?? throw reader.Wrong($"{named} has element type {number}; expected numbers of a known type");
        ReadOnlyMemory<byte> bytes = raw ?? Pack(type, ints, floats, doubles)
            ?? throw reader.Wrong($"{named} of {type} holds a value that does not fit it");
        try
        {
            return (name, new NdArray(type, bytes, [.. shape]));
        }
        catch (InputException cause)
        {
            throw reader.Wrong($"{named}: {cause.Message}");
        }
    }

    /// <summary>A tensor whose values are raw bytes.</summary>
    public static ProtobufWriter Write(string name, NdArray array)
    {
        ProtobufWriter tensor = new();
        foreach (long extent in array.Shape)
            tensor.Int64(1, extent);
        tensor.Int64(2, OnnxElementTypes.ToNumber(array.Type));
        if (name.Length > 0)
            tensor.Text(8, name);
        return tensor.Bytes(9, array.Bytes.Span);
    }

    // Halves are stored by their bit patterns in the list of whole numbers. Null when a number is too large.
    private static byte[]? Pack(ElementType type, List<long> ints, List<float> floats, List<double> doubles)
    {
        int size = type.SizeInBytes();
        if (type == ElementType.Float64)
        {
            byte[] wide = new byte[size * doubles.Count];
            for (int i = 0; i < doubles.Count; i++)
                BinaryPrimitives.WriteDoubleLittleEndian(wide.AsSpan(size * i), doubles[i]);
            return wide;
        }
        if (type == ElementType.Float32)
        {
            byte[] single = new byte[size * floats.Count];
            for (int i = 0; i < floats.Count; i++)
                BinaryPrimitives.WriteSingleLittleEndian(single.AsSpan(size * i), floats[i]);
            return single;
        }
        (long low, long high) = type switch
        {
            ElementType.Boolean => (0, 1),
            ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ElementType.UInt8 => (0, byte.MaxValue),
            ElementType.Int16 => (short.MinValue, short.MaxValue),
            ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => (0, ushort.MaxValue),
            ElementType.Int32 => (int.MinValue, int.MaxValue),
            ElementType.UInt32 => (0, uint.MaxValue),
            _ => (long.MinValue, long.MaxValue),
        };
        byte[] bytes = new byte[size * ints.Count];
        Span<byte> all = stackalloc byte[sizeof(long)];
        for (int i = 0; i < ints.Count; i++)
        {
            if (ints[i] < low || ints[i] > high)
                return null;
            BinaryPrimitives.WriteInt64LittleEndian(all, ints[i]);
            all[..size].CopyTo(bytes.AsSpan(size * i));
        }
        return bytes;
    }
}
