using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Hinge.Core.Runs;

/// <summary>The one form of a run's JSON: UTF-8, declaration order, indented by two, LF, also at the end.</summary>
internal static class RunJson
{
    // The text goes into files, never into a page, so only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions s_form = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string?[] s_notFinite = ["NaN", "Infinity", "-Infinity"];

    /// <summary>The bytes of <paramref name="value"/>: the same value gives the same bytes.</summary>
    /// <exception cref="NotFiniteNumberException">A number is NaN or infinite; the message names it.</exception>
    public static byte[] ToBytes<T>(T value, JsonTypeInfo<T> type)
    {
        ArrayBufferWriter<byte> bytes = new();
        using Utf8JsonWriter writer = new(bytes, s_form);
        try
        {
            JsonSerializer.Serialize(writer, value, type);
        }
        catch (ArgumentException e)
        {
            throw new NotFiniteNumberException($"'{FirstNotFinite(value, type)}' is NaN or infinite", e);
        }
        writer.Flush();
        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Reads back what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InputException">The file cannot be read, or is not JSON of this type.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, type)
                ?? throw new InputException($"{path}: found null, expected an object");
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"{path}: line {e.LineNumber + 1}, byte {e.BytePositionInLine}, at {e.Path}: not the expected JSON", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    // Written once more with names for what JSON has no number for, the value shows where the first of them stands.
    private static string FirstNotFinite<T>(T value, JsonTypeInfo<T> type)
    {
        JsonSerializerOptions named = new(type.Options)
        {
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        };
        Utf8JsonReader reader = new(JsonSerializer.SerializeToUtf8Bytes(value, named.GetTypeInfo(typeof(T))));
        string name = "value";
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                name = reader.GetString()!;
            else if (reader.TokenType == JsonTokenType.String && s_notFinite.Contains(reader.GetString()))
                break;
        }
        return name;
    }
}
