using System.Text;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Runs;
using Hinge.Flight.Files;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Export;

/// <summary>A policy as one JSON file (specification §9): the card of names, inputs and test vector, and the layers
/// with their weights, row-major. Numbers read back to the same bits.</summary>
public static class JsonPolicy
{
    private const int MostBytes = 2 << 20;

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="policy">The policy.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Policy policy) => AtomicFile.WriteAllText(path, ToJson(policy));

    /// <summary>The text of the file.</summary>
    /// <param name="policy">The policy.</param>
    public static string ToJson(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        float[] rows = PolicyRows.Of(policy);
        StringBuilder layers = new("\"layers\": [\n");
        foreach ((string, int Start, int, int)[] layer in PolicyRows.Parts(policy.Inputs).Chunk(2))
        {
            (_, int weights, int outputs, int inputs) = layer[0];
            int bias = layer[1].Start;
            layers.Append($"    {{ \"in\": {inputs}, \"out\": {outputs}, ")
                .Append($"\"activation\": \"{PolicyCard.Activation}\",\n")
                .Append($"      \"weights\": {PolicyCard.List(rows.AsSpan(weights, outputs * inputs))},\n")
                .Append($"      \"bias\": {PolicyCard.List(rows.AsSpan(bias, outputs))} }}")
                .Append(bias + outputs < rows.Length ? ",\n" : "\n  ]");
        }
        return PolicyCard.Of(policy).ToJson(layers.ToString());
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PolicyFormatException">Not such a file; see the other overload.</exception>
    /// <exception cref="InputException">The file cannot be read.</exception>
    public static Policy Read(string path) => Parse(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads the text of a file.</summary>
    /// <param name="utf8">The file's bytes, at most 2 MiB.</param>
    /// <param name="source">The name that messages begin with.</param>
    /// <exception cref="PolicyFormatException">Not JSON, another version or shape, unknown names, or weights that do
    /// not give the action of the test vector.</exception>
    public static Policy Parse(ReadOnlySpan<byte> utf8, string source)
    {
        try
        {
            JsonItem root = JsonItem.Parse(utf8, MostBytes);
            PolicyCard card = PolicyCard.Read(root);
            float[] rows = ReadLayers(root.Field("layers"), card.History);
            root.Close();
            return PolicyRows.ToPolicy(rows, card, source);
        }
        catch (InputException cause) when (cause is not PolicyFormatException
            || !cause.Message.StartsWith(source, StringComparison.Ordinal))
        {
            throw new PolicyFormatException($"{source}: {cause.Message}", cause);
        }
    }

    private static float[] ReadLayers(JsonItem list, int history)
    {
        List<float> rows = [];
        (string, int, int, int)[][] layers = [.. PolicyRows.Parts(ObservationLayout.Actor(history)).Chunk(2)];
        if (list.Count != layers.Length)
            throw list.Fault($"found {list.Count} layers, expected {layers.Length}");
        foreach ((JsonItem item, (string, int, int, int)[] layer) in list.Items.Zip(layers))
        {
            (_, _, int outputs, int inputs) = layer[0];
            Expect(item.Field("in"), inputs);
            Expect(item.Field("out"), outputs);
            if (item.Field("activation").Text() is not PolicyCard.Activation)
                throw item.Field("activation").Fault($"expected '{PolicyCard.Activation}'");
            rows.AddRange(item.Field("weights").Singles(inputs * outputs));
            rows.AddRange(item.Field("bias").Singles(outputs));
            item.Close();
        }
        return [.. rows];
    }

    private static void Expect(JsonItem item, int value)
    {
        if (item.Whole() is var found && found != value)
            throw item.Fault($"found {found}, expected {value}");
    }
}
