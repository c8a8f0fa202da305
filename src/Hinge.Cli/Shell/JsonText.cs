using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Hinge.Cli.Shell;

/// <summary>JSON as the command line prints it.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions s_form = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>How a run folder writes a document.</summary>
    public static JsonTypeInfo<JsonObject> Type { get; } =
        (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));

    /// <summary>A document as text; numbers that JSON lacks become the strings NaN, Infinity and -Infinity.</summary>
    public static string Of(JsonNode document) => Finite(document)!.ToJsonString(s_form);

    /// <summary>A copy of a document in which every number is one that JSON has.</summary>
    public static JsonNode? Finite(JsonNode? node) => node switch
    {
        JsonObject fields =>
            new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Finite(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Finite)]),
        JsonValue value when value.TryGetValue(out double wide) && !double.IsFinite(wide) => Name(wide),
        JsonValue value when value.TryGetValue(out float narrow) && !float.IsFinite(narrow) => Name(narrow),
        _ => node?.DeepClone(),
    };

    private static JsonValue Name(double value) => JsonValue.Create(value.ToString(CultureInfo.InvariantCulture));
}
