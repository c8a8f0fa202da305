using System.Text.Json;
using Hinge.Scattering.Frames;

namespace Hinge.Scattering.Networks;

/// <summary>
/// Looks at the keys of a network file before it is read, so that an unknown one is told with its place.
/// </summary>
internal static class JsonKeys
{
    private static readonly string[] s_network =
        ["size", "preset", "modules", "output", "paths", "input", "boundary", "lipschitz", "repair"];

    private static readonly string[] s_module = ["frame", "nonlinearity", "pooling"];

    /// <summary>Refuses unknown keys, and keys given twice.</summary>
    /// <exception cref="NetworkException">With line, column and the nearest known key.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static void Check(ReadOnlySpan<byte> utf8, string name)
    {
        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { MaxDepth = 8 });
        Stack<HashSet<string>> seen = [];
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject)
                seen.Push([]);
            else if (reader.TokenType == JsonTokenType.EndObject)
                seen.Pop();
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            string key = reader.GetString() ?? "";
            string[] known = reader.CurrentDepth == 1 ? s_network : s_module;
            if (!known.Contains(key))
                throw Fault(utf8, reader, name, $"unknown key '{Shown(key)}'; {FrameText.Nearest(Shown(key), known)}");
            if (!seen.Peek().Add(key))
                throw Fault(utf8, reader, name, $"key '{key}' is given twice");
        }
    }

    private static string Shown(string key) =>
        new([.. key.Take(40).Select(letter => char.IsControl(letter) ? '?' : letter)]);

    private static NetworkException Fault(ReadOnlySpan<byte> utf8, Utf8JsonReader reader, string name, string what)
    {
        ReadOnlySpan<byte> before = utf8[..(int)reader.TokenStartIndex];
        int line = before.Count((byte)'\n') + 1, column = before.Length - before.LastIndexOf((byte)'\n');
        return new($"{name}: line {line}, column {column}: {what}");
    }
}
