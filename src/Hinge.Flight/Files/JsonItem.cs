using System.Globalization;
using System.Text.Json;
using Hinge.Core;

namespace Hinge.Flight.Files;

/// <summary>
/// A value of a settings file together with where it stands, so that every complaint names its line and path. Fields
/// that nobody asked for, fields given twice and comments are errors.
/// </summary>
internal sealed class JsonItem
{
    /// <summary>A larger settings file is refused unread.</summary>
    public const int MostBytes = 64 << 10;

    private const int MostDepth = 8;

    // A list of anything but numbers is short in every file there is.
    private const int MostItems = 10_000;

    // Most values have neither fields nor elements; they share these.
    private static readonly Dictionary<string, JsonItem> s_noFields = [];
    private static readonly List<JsonItem> s_noItems = [];
    private static readonly List<(double Value, float Single, int Line)> s_noNumbers = [];
    private static readonly HashSet<string> s_noNames = [];

    private readonly string _path;
    private readonly int _line;
    private readonly JsonTokenType _kind;
    private readonly Dictionary<string, JsonItem> _fields = s_noFields;
    private readonly List<JsonItem> _items = s_noItems;

    // An array of numbers alone holds them here: the weights of a network are many.
    private readonly List<(double Value, float Single, int Line)> _numbers = s_noNumbers;
    private readonly HashSet<string> _asked = s_noNames;
    private readonly string _text = "";
    private readonly double _number;

    private JsonItem(ref Utf8JsonReader reader, string path, LineCount lines)
    {
        _path = path;
        _line = lines.At(reader.TokenStartIndex);
        _kind = reader.TokenType;
        switch (_kind)
        {
            case JsonTokenType.StartObject:
                (_fields, _asked) = ([], []);
                ReadFields(ref reader, lines);
                break;
            case JsonTokenType.StartArray:
                (_items, _numbers) = ([], []);
                ReadItems(ref reader, lines);
                break;
            case JsonTokenType.Number:
                _number = reader.GetDouble();
                break;
            case JsonTokenType.String:
                _text = TextOf(ref reader);
                break;
            default:
                break;
        }
    }

    private JsonItem(double number, string path, int line) =>
        (_kind, _number, _path, _line) = (JsonTokenType.Number, number, path, line);

    /// <summary>The elements of an array.</summary>
    public IReadOnlyList<JsonItem> Items =>
        _kind != JsonTokenType.StartArray ? throw Fault($"found {Found}, expected an array")
        : _numbers.Count > 0 ? [.. _numbers.Select((_, index) => NumberAt(index))]
        : _items;

    /// <summary>How many elements an array has; 0 for anything else.</summary>
    public int Count => _items.Count + _numbers.Count;

    /// <summary>Whether this is an array.</summary>
    public bool IsArray => _kind == JsonTokenType.StartArray;

    /// <summary>Whether this is a number.</summary>
    public bool IsNumber => _kind == JsonTokenType.Number;

    private IEnumerable<string> Strays => _fields.Keys.Where(name => !_asked.Contains(name));

    private string Found => _kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => _number.ToString(CultureInfo.InvariantCulture),
        JsonTokenType.Null => "null",
        _ => "true or false",
    };

    /// <summary>Reads a whole file.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="most">A longer one is refused.</param>
    /// <exception cref="InputException">Not JSON, too long, too deep, or a name given twice.</exception>
    public static JsonItem Parse(ReadOnlySpan<byte> utf8, int most = MostBytes)
    {
        if (utf8.Length > most)
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"{utf8.Length:N0} bytes; at most {most:N0} are read"));
        try
        {
            Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = MostDepth });
            reader.Read();
            JsonItem item = new(ref reader, "", new LineCount(utf8));
            reader.Read();   // throws where anything follows
            return item;
        }
        catch (JsonException cause)
        {
            string reason = cause.Message.Split(" LineNumber:")[0].ReplaceLineEndings(" ");
            throw new InputException($"line {cause.LineNumber + 1}: not JSON: {reason}", cause);
        }
    }

    /// <summary>A field that must be there.</summary>
    public JsonItem Field(string name) => Optional(name)
        ?? throw Fault($"lacks '{name}'" + (Suggestion.For(name, Strays) is { } near ? $"; is '{near}' meant?" : ""));

    /// <summary>A field that may be absent.</summary>
    public JsonItem? Optional(string name)
    {
        if (_kind != JsonTokenType.StartObject)
            throw Fault($"found {Found}, expected an object");
        _asked.Add(name);
        return _fields.GetValueOrDefault(name);
    }

    /// <summary>To be called when all fields have been asked for: the others are unknown.</summary>
    public void Close()
    {
        if (Strays.FirstOrDefault() is not { } name)
            return;
        string hint = Suggestion.For(name, _asked) is { } meant
            ? $"did you mean '{meant}'?"
            : $"expected one of {string.Join(", ", _asked.Order(StringComparer.Ordinal))}";
        throw _fields[name].Fault($"unknown name; {hint}");
    }

    /// <summary>A finite number.</summary>
    public double Number()
    {
        if (_kind != JsonTokenType.Number)
            throw Fault($"found {Found}, expected a number");
        return double.IsFinite(_number) ? _number : throw Fault("the number is too large");
    }

    /// <summary>A whole number of 32 bits.</summary>
    public int Whole() =>
        Number() is var value && value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue
            ? (int)value
            : throw Fault($"found {Found}, expected a whole number");

    /// <summary>A text on one line.</summary>
    public string Text() => _kind != JsonTokenType.String ? throw Fault($"found {Found}, expected a text")
        : _text.Length is 0 or > 200 || _text.Any(char.IsControl)
        ? throw Fault("expected 1 to 200 printable characters")
        : _text;

    /// <summary>An array of as many numbers.</summary>
    public double[] Numbers(int count) =>
        Items.Count == count ? [.. Items.Select(item => item.Number())]
        : throw Fault($"found {Items.Count} values, expected {count}");

    /// <summary>An array of as many finite numbers in single precision.</summary>
    public float[] Singles(int count)
    {
        if (_kind != JsonTokenType.StartArray || _items.Count > 0 || _numbers.Count != count)
            throw Fault(IsArray
                ? $"found {Count} values, expected {count} numbers"
                : $"found {Found}, expected {count} numbers");
        int bad = _numbers.FindIndex(number => !float.IsFinite(number.Single));
        return bad < 0
            ? [.. _numbers.Select(number => number.Single)]
            : throw NumberAt(bad).Fault("the number is too large");
    }

    /// <summary>A complaint about this value.</summary>
    public InputException Fault(string what) =>
        new($"line {_line}: {(_path.Length == 0 ? "the file" : _path)}: {what}");

    private JsonItem NumberAt(int index) =>
        new(_numbers[index].Value, $"{_path}[{index}]", _numbers[index].Line);

    private void ReadItems(ref Utf8JsonReader reader, LineCount lines)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Number && _items.Count == 0)
            {
                float single = reader.TryGetSingle(out float value) ? value : float.NaN;
                _numbers.Add((reader.GetDouble(), single, lines.At(reader.TokenStartIndex)));
                continue;
            }
            if (_items.Count + _numbers.Count >= MostItems)
                throw Fault("too many values");
            for (int i = 0; i < _numbers.Count; i++)
                _items.Add(NumberAt(i));
            _numbers.Clear();
            _items.Add(new(ref reader, $"{_path}[{_items.Count}]", lines));
        }
    }

    private void ReadFields(ref Utf8JsonReader reader, LineCount lines)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = TextOf(ref reader);
            string shown = name.Length > 40 ? name[..40] + "…" : name;
            string path = _path.Length == 0 ? shown : $"{_path}.{shown}";
            path = path.ReplaceLineEndings(" ");
            reader.Read();
            JsonItem value = new(ref reader, path, lines);
            if (!_fields.TryAdd(name, value))
                throw value.Fault("given twice");
        }
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException cause)
        {
            throw new JsonException("text that is not valid UTF-8", null, null, null, cause);
        }
    }
}
