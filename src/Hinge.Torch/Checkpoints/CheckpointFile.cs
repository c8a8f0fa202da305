using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Weights;

namespace Hinge.Torch.Checkpoints;

/// <summary>
/// The tensors of a PyTorch checkpoint, zip archive or legacy pickle: state dictionaries, dictionaries around them, and
/// whole pickled modules. Reading builds containers and tensors and never runs code.
/// </summary>
/// <remarks>
/// Names of nested dictionaries, lists and modules are joined with dots: <c>state_dict.module.conv1.weight</c>. A
/// pickled module gives the names that its state dictionary would have. Numbers, text and objects of other classes are
/// passed over, and the tensors inside those objects are taken. The format is the one of <c>torch.save</c>: a pickle of
/// protocol 2 to 5, whose callables must be among the few that rebuild tensors and containers, and storages of plain
/// numbers.
/// </remarks>
public static class CheckpointFile
{
    /// <summary>Reads all tensors, in the order of the checkpoint.</summary>
    /// <param name="path">The file (<c>.pth</c>, <c>.pt</c>, <c>.th</c>, <c>.ckpt</c>); a legacy one at most 2 GB.
    /// </param>
    /// <param name="section">Only what lies under this name, for example <c>state_dict</c>; empty for everything. The
    /// names that come back are without it.</param>
    /// <param name="prefixes">Cut from the start of the names, as often as they occur, for example <c>module.</c>.
    /// </param>
    /// <returns>Dense tensors by name. Tensors that share a storage may share memory.</returns>
    /// <exception cref="InputException">
    /// The file cannot be read or is malformed; calls something that is not permitted (it is named, nothing was
    /// executed); holds a quantised, sparse or complex tensor or a TorchScript program; holds no tensor in the section.
    /// </exception>
    public static IReadOnlyDictionary<string, NdArray> Read(
        string path, string section = "", params ReadOnlySpan<string> prefixes)
    {
        using FileStream stream = InputFile.OpenRead(path);
        return Select(ReadAll(stream, path), path, section, prefixes);
    }

    /// <summary>Reads a checkpoint held in memory; see the other overload.</summary>
    /// <param name="bytes">The whole file; must not change afterwards.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <param name="section">Only what lies under this name.</param>
    /// <param name="prefixes">Cut from the start of the names.</param>
    /// <exception cref="InputException">See the other overload.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(
        byte[] bytes, string name, string section = "", params ReadOnlySpan<string> prefixes)
    {
        using MemoryStream stream = new(bytes, writable: false);
        return Select(ReadAll(stream, name), name, section, prefixes);
    }

    /// <summary>Whether a file starts like a checkpoint: as a zip archive or as a pickle.</summary>
    /// <param name="start">The first bytes of the file.</param>
    public static bool IsCheckpoint(ReadOnlySpan<byte> start) => IsZip(start) || LegacyCheckpoint.Starts(start);

    private static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\x3\x4"u8);

    private static IReadOnlyDictionary<string, NdArray> ReadAll(Stream stream, string name)
    {
        try
        {
            byte[] start = new byte[16];
            int count = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            if (IsZip(start.AsSpan(0, count)))
                return ZipCheckpoint.Read(stream, name);
            if (!LegacyCheckpoint.Starts(start.AsSpan(0, count)))
                throw new InputException($"{name}: offset 0: neither a zip archive nor a pickle, so no checkpoint");
            if (stream.Length > Array.MaxLength)
                throw new InputException($"{name}: {stream.Length} bytes; a legacy checkpoint has at most 2 GB");
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return LegacyCheckpoint.Read(bytes, name);
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException or NotSupportedException)
        {
            throw new InputException($"{name}: not a readable checkpoint: {Printable.Text(cause.Message)}", cause);
        }
    }

    private static IReadOnlyDictionary<string, NdArray> Select(
        IReadOnlyDictionary<string, NdArray> tensors, string file, string section, ReadOnlySpan<string> prefixes)
    {
        string under = section.Length == 0 ? "" : section + ".";
        OrderedDictionary<string, NdArray> chosen = new(StringComparer.Ordinal);
        foreach ((string name, NdArray tensor) in tensors)
        {
            if (name.Length > under.Length && name.StartsWith(under, StringComparison.Ordinal))
                chosen.Add(name[under.Length..], tensor);
        }
        if (chosen.Count > 0)
            return NamePrefixes.Strip(chosen, file, prefixes);
        string found = string.Join(", ", tensors.Keys.Take(4).Select(Printable.Text));
        throw new InputException(tensors.Count == 0
            ? $"{file}: the checkpoint holds no tensor"
            : $"{file}: no tensor under '{section}'; found {tensors.Count} others: {found}");
    }
}
