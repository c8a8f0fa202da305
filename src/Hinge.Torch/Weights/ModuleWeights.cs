using System.Security.Cryptography;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Torch.Weights;

/// <summary>Parameters and persistent buffers of any module, in and out of safetensors files.</summary>
/// <remarks>
/// Names are those of <c>state_dict</c>. A tensor that several modules share is written under each of its names; a
/// file that holds only some of them is read, one that holds different values under them is refused.
/// </remarks>
public static class ModuleWeights
{
    /// <summary>Writes all weights. Same weights and metadata, same bytes.</summary>
    /// <param name="module">Any types, strides and device; not changed.</param>
    /// <param name="path">The file; written under a temporary name and renamed.</param>
    /// <param name="metadata">Text to keep with them.</param>
    /// <exception cref="RunFailedException">A weight is NaN or infinite; nothing was written.</exception>
    /// <exception cref="InputException">The file cannot be written, or a tensor is of a type the format lacks.
    /// </exception>
    public static void Save(nn.Module module, string path, IReadOnlyDictionary<string, string>? metadata = null)
    {
        RequireFinite(module, $"'{path}' is not written");
        SafetensorsFile.Write(path, Read(module), metadata);
    }

    /// <summary>Reads weights; everything is checked before anything is changed.</summary>
    /// <param name="module">Receives the weights; keeps its types and device.</param>
    /// <param name="path">A safetensors file. Floating-point tensors may be narrower than the module's (widening is
    /// exact), never wider; integers must agree. A batch norm's <c>num_batches_tracked</c> may be absent.</param>
    /// <param name="prefixes">Cut from the start of the names in the file, as often as they occur, for example
    /// <c>module.</c>; a name that starts otherwise is taken as it is.</param>
    /// <exception cref="InputException">Names, shapes or types do not fit (all of them are named, in one line), a value
    /// is NaN or infinite, or the file is malformed. The module is unchanged.</exception>
    public static LoadedWeights Load(nn.Module module, string path, params ReadOnlySpan<string> prefixes) =>
        Load(module, SafetensorsFile.Read(path), $"'{path}'", prefixes);

    /// <summary>Takes weights from a file in memory; see the other overload.</summary>
    /// <param name="module">Receives the weights.</param>
    /// <param name="file">The weights.</param>
    /// <param name="source">What messages call the file.</param>
    /// <param name="prefixes">Cut from the start of the names in the file.</param>
    /// <exception cref="InputException">The weights do not fit. The module is unchanged.</exception>
    public static LoadedWeights Load(
        nn.Module module, SafetensorsFile file, string source = "weights", params ReadOnlySpan<string> prefixes) =>
        Load(module, file.Tensors, source, prefixes);

    /// <summary>Takes weights by name, for example those of a checkpoint; see the first overload.</summary>
    /// <param name="module">Receives the weights.</param>
    /// <param name="tensors">The weights.</param>
    /// <param name="source">What messages call the place they come from.</param>
    /// <param name="prefixes">Cut from the start of the names.</param>
    /// <exception cref="InputException">The weights do not fit. The module is unchanged.</exception>
    public static LoadedWeights Load(
        nn.Module module, IReadOnlyDictionary<string, NdArray> tensors, string source,
        params ReadOnlySpan<string> prefixes)
    {
        IReadOnlyDictionary<string, NdArray> stored = NamePrefixes.Strip(tensors, source, prefixes);
        WeightAssignment assignment = WeightAssignment.Match(source, module, stored);
        assignment.Apply();
        return new LoadedWeights(stored.Count, assignment.Widened);
    }

    /// <summary>
    /// SHA-256 over names, types, shapes and bytes of all weights, in lower-case hexadecimal: that of the file which
    /// <see cref="Save"/> writes without metadata.
    /// </summary>
    public static string Sha256(nn.Module module) =>
        Convert.ToHexStringLower(SHA256.HashData(SafetensorsFile.ToBytes(Read(module))));

    /// <summary>Copies of all weights by name, in ordinal order of the names.</summary>
    internal static IEnumerable<KeyValuePair<string, NdArray>> Read(nn.Module module) =>
        module.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToNdArray()));

    /// <exception cref="RunFailedException">A weight is NaN or infinite.</exception>
    internal static void RequireFinite(nn.Module module, string consequence)
    {
        foreach ((string name, Tensor value) in module.state_dict())
        {
            if (FiniteValues.FirstOther(value) is { } other)
                throw new RunFailedException($"weight {name} holds {other}; {consequence}");
        }
    }
}
