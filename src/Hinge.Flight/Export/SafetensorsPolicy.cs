using System.Text;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Flight.Tasks;

namespace Hinge.Flight.Export;

/// <summary>
/// A policy as a safetensors file (specification §9): <c>actor.0.weight</c> [64, 18 + 4 H], <c>actor.0.bias</c> [64],
/// <c>actor.2.…</c>, <c>actor.4.…</c>, as PyTorch names the layers of a sequence with activations between. The table of
/// text holds <c>activation</c> and the card of names, inputs and test vector as JSON under <c>policy</c>.
/// </summary>
public static class SafetensorsPolicy
{
    private const string CardKey = "policy";
    private static readonly string[] s_names =
        ["actor.0.weight", "actor.0.bias", "actor.2.weight", "actor.2.bias", "actor.4.weight", "actor.4.bias"];

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="policy">The policy.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, Policy policy) =>
        SafetensorsFile.Write(path, Tensors(policy), Metadata(policy));

    /// <summary>The bytes of the file.</summary>
    /// <param name="policy">The policy.</param>
    public static byte[] ToBytes(Policy policy) => SafetensorsFile.ToBytes(Tensors(policy), Metadata(policy));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="PolicyFormatException">No such policy; see the other overload.</exception>
    /// <exception cref="InputException">The file cannot be read, or is malformed.</exception>
    public static Policy Read(string path) => Parse(InputFile.ReadAllBytes(path), path);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="source">The name that messages begin with.</param>
    /// <exception cref="PolicyFormatException">An array is missing, too many, or of another shape or type, the card is
    /// absent or none, or the weights do not give the action of its test vector.</exception>
    /// <exception cref="InputException">The file is malformed.</exception>
    public static Policy Parse(ReadOnlyMemory<byte> bytes, string source)
    {
        SafetensorsFile file = SafetensorsFile.Read(bytes, source);
        if (!file.Metadata.TryGetValue(CardKey, out string? text))
            throw new PolicyFormatException($"{source}: lacks '{CardKey}' in its table of text; is it a policy?");
        PolicyCard card = PolicyCard.Parse(Encoding.UTF8.GetBytes(text), $"{source}: {CardKey}");
        float[] rows = new float[PolicyRows.Count(card.History)];
        foreach (((_, int start, int outputs, int inputs), string name) in
            PolicyRows.Parts(ObservationLayout.Actor(card.History)).Zip(s_names))
        {
            long[] shape = Shape(name, outputs, inputs);
            if (!file.Tensors.TryGetValue(name, out NdArray? array))
                throw new PolicyFormatException($"{source}: lacks the array '{name}'");
            if (array.Type != ElementType.Float32 || !array.Shape.SequenceEqual(shape))
                throw new PolicyFormatException(
                    $"{source}: {name}: found {array}, expected Float32 [{string.Join(", ", shape)}]");
            array.Values<float>().CopyTo(rows.AsSpan(start));
        }
        if (file.Tensors.Count != s_names.Length)
            throw new PolicyFormatException(
                $"{source}: found {file.Tensors.Count} arrays, expected {s_names.Length}");
        return PolicyRows.ToPolicy(rows, card, source);
    }

    /// <summary>The table of text, which ONNX files carry too.</summary>
    internal static Dictionary<string, string> Metadata(Policy policy) => new()
    {
        ["activation"] = PolicyCard.Activation,
        [CardKey] = PolicyCard.Of(policy).ToJson(),
    };

    /// <summary>The six arrays by name.</summary>
    internal static Dictionary<string, NdArray> Tensors(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        float[] rows = PolicyRows.Of(policy);
        Dictionary<string, NdArray> tensors = [];
        foreach (((_, int start, int outputs, int inputs), string name) in
            PolicyRows.Parts(policy.Inputs).Zip(s_names))
            tensors[name] = NdArray.From<float>(
                rows.AsSpan(start, outputs * inputs), Shape(name, outputs, inputs));
        return tensors;
    }

    private static long[] Shape(string name, int outputs, int inputs) =>
        name.EndsWith("bias", StringComparison.Ordinal) ? [outputs] : [outputs, inputs];
}
