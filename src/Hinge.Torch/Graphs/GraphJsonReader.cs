using System.Text.Json;
using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Torch.Graphs;

/// <summary>Graph files: a JSON object of version, input, nodes and output.</summary>
internal sealed class GraphJsonReader
{
    /// <summary>The version written and read.</summary>
    public const int Version = 1;

    private readonly string _name;

    private GraphJsonReader(string name) => _name = name;

    /// <summary>A graph whose form is right; see <see cref="Graph.Validate"/> for the rest.</summary>
    public static Graph Read(ReadOnlyMemory<byte> json, string name)
    {
        try
        {
            JsonDocumentOptions options = new() { AllowDuplicateProperties = false };
            using JsonDocument document = JsonDocument.Parse(json, options);
            return new GraphJsonReader(name).Graph(document.RootElement);
        }
        catch (JsonException cause)
        {
            throw new InputException($"{name}: not valid JSON: {Printable.Text(cause.Message)}", cause);
        }
        catch (InvalidOperationException cause)
        {
            // What the JSON reader throws for text that is not valid UTF-16.
            throw new InputException($"{name}: text that is not valid Unicode", cause);
        }
    }

    private Graph Graph(JsonElement root)
    {
        Dictionary<string, JsonElement> fields = Fields(root, "the graph", "version", "input", "nodes", "output");
        double version = Number(Required(fields, "version", "the graph"), "version");
        if (version != Version)
            throw Wrong("version", $"{version}; expected {Version}");
        JsonElement nodes = Required(fields, "nodes", "the graph");
        GraphInput input = Input(Required(fields, "input", "the graph"));
        string output = Text(Required(fields, "output", "the graph"), "output");
        IEnumerable<GraphNode> read = Items(nodes, "nodes").Select((node, index) => Node(node, $"nodes[{index}]"));
        return new Graph(input, [.. read], output);
    }

    private GraphInput Input(JsonElement element)
    {
        Dictionary<string, JsonElement> fields =
            Fields(element, "input", "name", "shape", "range", "colours", "mean", "std");
        List<long?> shape = [];
        foreach (JsonElement extent in Items(Required(fields, "shape", "input"), "input.shape"))
        {
            double? value = extent.ValueKind == JsonValueKind.Null ? null : Number(extent, "input.shape");
            if (value is { } number && (number < 1 || number > int.MaxValue || number != Math.Floor(number)))
                throw Wrong("input.shape", $"{number}; expected positive whole numbers, or null where any will do");
            shape.Add((long?)value);
        }
        double[] range = fields.TryGetValue("range", out JsonElement given) ? Numbers(given, "input.range") : [0, 1];
        if (range.Length != 2)
            throw Wrong("input.range", $"{range.Length} numbers; expected two");
        return new GraphInput(Text(Required(fields, "name", "input"), "input.name"), shape)
        {
            Low = range[0],
            High = range[1],
            Colours = fields.TryGetValue("colours", out JsonElement order) ? Colours(order) : ColourOrder.Unspecified,
            Mean = fields.TryGetValue("mean", out JsonElement mean) ? Numbers(mean, "input.mean") : [],
            Std = fields.TryGetValue("std", out JsonElement std) ? Numbers(std, "input.std") : [],
        };
    }

    private ColourOrder Colours(JsonElement element) => Text(element, "input.colours") switch
    {
        "luma" => ColourOrder.Luma,
        "studio-luma" => ColourOrder.StudioLuma,
        "rgb" => ColourOrder.Rgb,
        "bgr" => ColourOrder.Bgr,
        var other => throw Wrong("input.colours", $"'{other}'; expected luma, studio-luma, rgb or bgr"),
    };

    private GraphNode Node(JsonElement element, string where)
    {
        Dictionary<string, JsonElement> fields = Fields(element, where, "op", "name", "in", "weights", "attributes");
        string op = Text(Required(fields, "op", where), $"{where}.op");
        string name = Text(Required(fields, "name", where), $"{where}.name");
        string[] inputs =
            [.. Items(Required(fields, "in", where), $"{where}.in").Select(item => Text(item, $"{where}.in"))];
        OrderedDictionary<string, string> weights = new(StringComparer.Ordinal);
        OrderedDictionary<string, GraphAttribute> attributes = new(StringComparer.Ordinal);
        foreach (JsonProperty weight in Pairs(fields, "weights", where))
            weights.Add(weight.Name, Text(weight.Value, $"{where}.weights.{weight.Name}"));
        foreach (JsonProperty attribute in Pairs(fields, "attributes", where))
            attributes.Add(attribute.Name, Attribute(attribute.Value, $"{where}.attributes.{attribute.Name}"));
        return new GraphNode(op, name, inputs) { Weights = weights, Attributes = attributes };
    }

    private GraphAttribute Attribute(JsonElement value, string where) => value.ValueKind switch
    {
        JsonValueKind.Number => Number(value, where),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => Numbers(value, where),
        _ => throw Wrong(where, $"{value.ValueKind}; expected a number, several, a word, true or false"),
    };

    private Dictionary<string, JsonElement> Fields(JsonElement element, string where, params string[] known)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Wrong(where, $"{element.ValueKind}; expected an object");
        Dictionary<string, JsonElement> fields = [];
        foreach (JsonProperty field in element.EnumerateObject())
        {
            if (!known.Contains(field.Name))
                throw Wrong(where, $"unknown field '{field.Name}'; known are {string.Join(", ", known)}");
            fields.Add(field.Name, field.Value);
        }
        return fields;
    }

    private JsonElement Required(Dictionary<string, JsonElement> fields, string name, string where) =>
        fields.TryGetValue(name, out JsonElement value) ? value : throw Wrong(where, $"has no '{name}'");

    private JsonElement.ObjectEnumerator Pairs(
        Dictionary<string, JsonElement> fields, string name, string where)
    {
        if (!fields.TryGetValue(name, out JsonElement value))
            return default;
        return value.ValueKind == JsonValueKind.Object
            ? value.EnumerateObject()
            : throw Wrong($"{where}.{name}", $"{value.ValueKind}; expected an object");
    }

    private JsonElement.ArrayEnumerator Items(JsonElement value, string where) =>
        value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : throw Wrong(where, $"{value.ValueKind}; expected a list");

    private double[] Numbers(JsonElement value, string where) =>
        [.. Items(value, where).Select(item => Number(item, where))];

    private double Number(JsonElement value, string where) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Wrong(where, $"{value.ValueKind}; expected a finite number");

    private string Text(JsonElement value, string where) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw Wrong(where, $"{value.ValueKind}; expected text");

    private InputException Wrong(string where, string what) =>
        new($"{_name}: {Printable.Text(where)}: {Printable.Text(what)}");
}
