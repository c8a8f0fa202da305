using System.IO.Compression;
using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>
/// Checkpoints of PyTorch 1.6 and later: a zip archive with <c>data.pkl</c>, one entry a storage under <c>data/</c>,
/// and perhaps <c>byteorder</c>, all in a folder of any name. Entries are looked up by name and never written anywhere.
/// </summary>
internal sealed class ZipCheckpoint
{
    private const string Pickle = "data.pkl";

    private readonly string _file;
    private readonly string _folder;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly AllocationBudget _budget;
    private readonly bool _bigEndian;
    private readonly Dictionary<string, byte[]> _storages = [];

    private ZipCheckpoint(
        string file, string folder, Dictionary<string, ZipArchiveEntry> entries, AllocationBudget budget)
    {
        (_file, _folder, _entries, _budget) = (file, folder, entries, budget);
        _bigEndian = entries.TryGetValue(folder + "byteorder", out ZipArchiveEntry? order)
            && Content(order).AsSpan().SequenceEqual("big"u8);
    }

    /// <summary>All tensors of an archive.</summary>
    /// <param name="stream">The archive; seekable.</param>
    /// <param name="file">What to call it in messages.</param>
    public static IReadOnlyDictionary<string, NdArray> Read(Stream stream, string file)
    {
        AllocationBudget budget = new(file, stream.Length);
        using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
        Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            if (!entries.TryAdd(entry.FullName, entry))
                throw new InputException($"{file}: entry '{Printable.Text(entry.FullName)}' occurs twice");
        }
        ZipCheckpoint checkpoint = new(file, FolderOf(entries.Keys, file), entries, budget);
        return checkpoint.Collect();
    }

    private static string FolderOf(IEnumerable<string> names, string file)
    {
        string[] all = [.. names];
        if (all.Any(name => IsFile(name, "constants.pkl")))
            throw new InputException($"{file}: a TorchScript archive, a program; expected a checkpoint of torch.save");
        string[] pickles = [.. all.Where(name => IsFile(name, Pickle))];
        return pickles.Length == 1
            ? pickles[0][..^Pickle.Length]
            : throw new InputException($"{file}: {pickles.Length} entries called {Pickle}; expected one");
    }

    private static bool IsFile(string path, string name) =>
        path == name || path.EndsWith("/" + name, StringComparison.Ordinal);

    private IReadOnlyDictionary<string, NdArray> Collect()
    {
        ZipArchiveEntry pickle = _entries[_folder + Pickle];
        PickleSource source = new(Content(pickle), 0, $"{_file}: {Pickle}");
        object? root = Unpickler.Load(source, _budget, []);
        return new TensorCollector(_file, Storage, _budget).Collect(root);
    }

    private ReadOnlyMemory<byte> Storage(StorageReference reference)
    {
        if (_storages.TryGetValue(reference.Key, out byte[]? known))
            return known;
        string name = $"{_folder}data/{reference.Key}";
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
            throw new InputException($"the archive has no entry '{Printable.Text(name)}'");
        if ((Int128)reference.Count * reference.ElementSize != entry.Length)
        {
            throw new InputException($"storage {Printable.Text(reference.Key)} holds {entry.Length} bytes; expected "
                + $"{reference.Count} times {reference.ElementSize}");
        }
        if (_bigEndian && reference.Untyped)
            throw new InputException($"storage {Printable.Text(reference.Key)} is untyped and big-endian");
        byte[] bytes = Content(entry);
        if (_bigEndian)
        {
            for (Span<byte> rest = bytes; rest.Length >= reference.ElementSize; rest = rest[reference.ElementSize..])
                rest[..reference.ElementSize].Reverse();
        }
        _storages.Add(reference.Key, bytes);
        return bytes;
    }

    private byte[] Content(ZipArchiveEntry entry)
    {
        string where = $"{_file}: '{Printable.Text(entry.FullName)}'";
        _budget.Take(entry.Length, $"entry '{Printable.Text(entry.FullName)}'");
        return ZipContent.ReadAllBytes(entry, where);
    }
}
