using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hinge.Core.Formats;

public sealed partial class SafetensorsFile
{
    // The canonical order of element types, first to last; the names are the format's.
    private static readonly (ElementType Type, string Name)[] s_types =
    [
        (ElementType.UInt64, "U64"), (ElementType.Int64, "I64"), (ElementType.Float64, "F64"),
        (ElementType.Float32, "F32"), (ElementType.UInt32, "U32"), (ElementType.Int32, "I32"),
        (ElementType.BFloat16, "BF16"), (ElementType.Float16, "F16"), (ElementType.UInt16, "U16"),
        (ElementType.Int16, "I16"), (ElementType.Int8, "I8"), (ElementType.UInt8, "U8"), (ElementType.Boolean, "BOOL"),
    ];

    /// <summary>The element type of a name such as <c>F32</c>, or null.</summary>
    internal static ElementType? TypeNamed(string? name)
    {
        int index = Array.FindIndex(s_types, entry => entry.Name == name);
        return index < 0 ? null : s_types[index].Type;
    }

    private static int Rank(ElementType type) => Array.FindIndex(s_types, entry => entry.Type == type);

    private static KeyValuePair<string, NdArray>[] Ordered(IEnumerable<KeyValuePair<string, NdArray>> tensors)
    {
        KeyValuePair<string, NdArray>[] ordered = [.. tensors];
        Array.Sort(ordered, (a, b) =>
        {
            int byType = Rank(a.Value.Type).CompareTo(Rank(b.Value.Type));
            return byType != 0 ? byType : CompareUtf8(a.Key, b.Key);
        });
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach ((string name, _) in ordered)
        {
            if (name == MetadataKey)
                throw new InputException($"safetensors: an array cannot be named '{MetadataKey}'");
            if (!names.Add(name))
                throw new InputException($"safetensors: two arrays are named '{name}'");
        }
        return ordered;
    }

    private static byte[] HeaderBytes(
        ReadOnlySpan<KeyValuePair<string, NdArray>> ordered, IReadOnlyDictionary<string, string>? metadata)
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonWriterOptions options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter json = new(buffer, options))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
                WriteMetadata(json, metadata);
            long begin = 0;
            foreach ((string name, NdArray array) in ordered)
            {
                WriteEntry(json, name, array, begin);
                begin += array.Bytes.Length;
            }
            json.WriteEndObject();
        }
        int padded = (buffer.WrittenCount + 7) / 8 * 8;
        byte[] header = new byte[LengthBytes + padded];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)padded);
        buffer.WrittenSpan.CopyTo(header.AsSpan(LengthBytes));
        return header;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        string[] keys = [.. metadata.Keys];
        Array.Sort(keys, CompareUtf8);
        json.WriteStartObject(MetadataKey);
        foreach (string key in keys)
            json.WriteString(key, metadata[key]);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, NdArray array, long begin)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", s_types[Rank(array.Type)].Name);
        json.WriteStartArray("shape");
        foreach (long extent in array.Shape)
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + array.Bytes.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static int CompareUtf8(string a, string b) =>
        Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));
}
