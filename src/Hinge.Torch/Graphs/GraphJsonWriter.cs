using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hinge.Torch.Graphs;

/// <summary>The canonical form of a graph file: fields in a fixed order, indented.</summary>
internal static class GraphJsonWriter
{
    /// <summary>The file's content, ending in a line feed.</summary>
    public static byte[] Write(Graph graph)
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonWriterOptions options = new()
        {
            Indented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (Utf8JsonWriter json = new(buffer, options))
        {
            json.WriteStartObject();
            json.WriteNumber("version", GraphJsonReader.Version);
            WriteInput(json, graph.Input);
            json.WriteStartArray("nodes");
            foreach (GraphNode node in graph.Nodes)
                WriteNode(json, node);
            json.WriteEndArray();
            json.WriteString("output", graph.Output);
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteInput(Utf8JsonWriter json, GraphInput input)
    {
        json.WriteStartObject("input");
        json.WriteString("name", input.Name);
        json.WriteStartArray("shape");
        foreach (long? extent in input.Shape)
        {
            if (extent is { } number)
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        }
        json.WriteEndArray();
        WriteNumbers(json, "range", [input.Low, input.High]);
        if (input.Colours != ColourOrder.Unspecified)
            json.WriteString("colours", Name(input.Colours));
        if (input.Mean.Count > 0)
            WriteNumbers(json, "mean", input.Mean);
        if (input.Std.Count > 0)
            WriteNumbers(json, "std", input.Std);
        json.WriteEndObject();
    }

    private static string Name(ColourOrder colours) =>
        colours == ColourOrder.StudioLuma ? "studio-luma" : colours.ToString().ToLowerInvariant();

    private static void WriteNode(Utf8JsonWriter json, GraphNode node)
    {
        json.WriteStartObject();
        json.WriteString("op", node.Op);
        json.WriteString("name", node.Name);
        json.WriteStartArray("in");
        foreach (string input in node.Inputs)
            json.WriteStringValue(input);
        json.WriteEndArray();
        if (node.Weights.Count > 0)
        {
            json.WriteStartObject("weights");
            foreach ((string part, string tensor) in node.Weights)
                json.WriteString(part, tensor);
            json.WriteEndObject();
        }
        if (node.Attributes.Count > 0)
        {
            json.WriteStartObject("attributes");
            foreach ((string name, GraphAttribute value) in node.Attributes)
                WriteAttribute(json, name, value);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteAttribute(Utf8JsonWriter json, string name, GraphAttribute value)
    {
        if (value.Text is { } text)
            json.WriteString(name, text);
        else if (value.IsList)
            WriteNumbers(json, name, value.Numbers);
        else
            json.WriteNumber(name, value.Numbers[0]);
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
