using System.Buffers.Binary;
using System.Text.Json;

namespace Hinge.Core.Formats;

/// <summary>The header of a safetensors file, checked against the size of the file.</summary>
internal sealed class SafetensorsHeader
{
    private const int LengthBytes = 8;
    private const long LongestHeader = 100_000_000; // the reference implementation's limit
    private const int MostDimensions = 64;

    private readonly string _name;
    private readonly long _dataLength;
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);

    private SafetensorsHeader(string name, int dataOffset, long dataLength)
    {
        _name = name;
        DataOffset = dataOffset;
        _dataLength = dataLength;
    }

    /// <summary>Where the bytes of the arrays start in the file.</summary>
    public int DataOffset { get; }

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Reads and checks the header of a whole file.</summary>
    public static SafetensorsHeader Parse(ReadOnlyMemory<byte> file, string name)
    {
        if (file.Length < LengthBytes)
            throw new InputException($"{name}: {file.Length} bytes; a safetensors file has at least {LengthBytes}");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file.Span);
        long most = Math.Min(file.Length - LengthBytes, LongestHeader);
        if (length > (ulong)most)
            throw new InputException($"{name}: offset 0: header of {length} bytes; the file leaves at most {most}");
        int end = LengthBytes + (int)length;
        SafetensorsHeader header = new(name, end, file.Length - end);
        ReadOnlyMemory<byte> text = file[LengthBytes..end];
        if (text.IsEmpty || text.Span[0] != (byte)'{')
            throw new InputException($"{name}: offset {LengthBytes}: the header does not start with '{{'");
        try
        {
            JsonDocumentOptions options = new() { AllowDuplicateProperties = false };
            using JsonDocument json = JsonDocument.Parse(text, options);
            header.ReadAll(json.RootElement);
        }
        catch (JsonException cause)
        {
            string reason = Printable.Text(cause.Message);
            throw new InputException($"{name}: offset {LengthBytes}: the header is not valid JSON: {reason}", cause);
        }
        catch (InvalidOperationException cause)
        {
            // What the JSON reader throws for text that is not valid UTF-8 or UTF-16.
            throw new InputException($"{name}: the header is not valid UTF-8 text", cause);
        }
        header.CheckLayout();
        return header;
    }

    /// <summary>The arrays as views of the data, in the order of their bytes.</summary>
    public IReadOnlyDictionary<string, NdArray> Views(ReadOnlyMemory<byte> data)
    {
        OrderedDictionary<string, NdArray> views = new(_entries.Count, StringComparer.Ordinal);
        foreach (Entry entry in _entries)
        {
            try
            {
                ReadOnlyMemory<byte> bytes = data[(int)entry.Begin..(int)entry.End];
                views.Add(entry.Name, new NdArray(entry.Type, bytes, entry.Shape));
            }
            catch (InputException cause)
            {
                throw Wrong(entry.Name, cause.Message);
            }
        }
        return views;
    }

    private void ReadAll(JsonElement root)
    {
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name == "__metadata__")
                ReadMetadata(property.Value);
            else
                _entries.Add(ReadEntry(property.Name, property.Value));
        }
    }

    private void ReadMetadata(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Wrong("__metadata__", $"{value.ValueKind}; expected an object of strings");
        foreach (JsonProperty item in value.EnumerateObject())
        {
            if (item.Value.ValueKind != JsonValueKind.String)
                throw Wrong(
                    "__metadata__", $"'{Printable.Text(item.Name)}' is {item.Value.ValueKind}; expected a string");
            _metadata.Add(item.Name, item.Value.GetString()!);
        }
    }

    private Entry ReadEntry(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Wrong(name, $"{value.ValueKind}; expected an object");
        ElementType? type = null;
        long[]? shape = null, offsets = null;
        foreach (JsonProperty field in value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "dtype":
                    string? text = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : null;
                    type = SafetensorsFile.TypeNamed(text) ?? throw Wrong(
                        name, $"dtype {Printable.Text(text ?? field.Value.ValueKind.ToString())} is not supported");
                    break;
                case "shape":
                    shape = Numbers(name, field, MostDimensions);
                    break;
                case "data_offsets":
                    offsets = Numbers(name, field, 2);
                    break;
                default:
                    throw Wrong(
                        name,
                        $"unknown field '{Printable.Text(field.Name)}'; expected dtype, shape and data_offsets");
            }
        }
        if (type is null || shape is null || offsets is not { Length: 2 })
            throw Wrong(name, "expected dtype, shape and two data_offsets");
        return Checked(new Entry(name, type.Value, shape, offsets[0], offsets[1]));
    }

    private Entry Checked(Entry entry)
    {
        if (entry.Begin > entry.End || entry.End > _dataLength)
            throw Wrong(
                entry.Name,
                $"data_offsets [{entry.Begin}, {entry.End}] are not within the {_dataLength} bytes of data");
        long given = entry.End - entry.Begin;
        if (!Shapes.TryCountBytes(entry.Type, entry.Shape, out _, out long needed) || needed != given)
            throw Wrong(
                entry.Name, $"{entry.Type} {Shapes.Describe(entry.Shape)} does not take the {given} bytes it is given");
        return entry;
    }

    private long[] Numbers(string name, JsonProperty field, int most)
    {
        if (field.Value.ValueKind != JsonValueKind.Array || field.Value.GetArrayLength() > most)
            throw Wrong(name, $"{field.Name} is not an array of at most {most} numbers");
        long[] numbers = new long[field.Value.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
        {
            JsonElement item = field.Value[i];
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out numbers[i]) || numbers[i] < 0)
                throw Wrong(name, $"{field.Name}[{i}] is not a whole number, 0 or greater");
        }
        return numbers;
    }

    // Sorted by place, each array must start where the one before it ended, and the last must end with the file.
    private void CheckLayout()
    {
        _entries.Sort(ByPlace);
        long reached = 0;
        foreach (Entry entry in _entries)
        {
            if (entry.Begin != reached)
                throw Wrong(
                    entry.Name,
                    $"starts at {entry.Begin} of the data; the arrays before it end at {reached}"
                    + (entry.Begin < reached ? " (overlap)" : " (gap)"));
            reached = entry.End;
        }
        if (reached != _dataLength)
            throw new InputException($"{_name}: {_dataLength} bytes of data; the header describes {reached}");
    }

    // Empty arrays may share a place; their names settle the order.
    private static int ByPlace(Entry a, Entry b)
    {
        int byPlace = (a.Begin, a.End).CompareTo((b.Begin, b.End));
        return byPlace != 0 ? byPlace : string.CompareOrdinal(a.Name, b.Name);
    }

    private InputException Wrong(string key, string what) => new($"{_name}: '{Printable.Text(key)}': {what}");

    private readonly record struct Entry(string Name, ElementType Type, long[] Shape, long Begin, long End);
}
