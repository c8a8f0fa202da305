using System.Collections.ObjectModel;
using System.IO.Compression;
using Hinge.Core.Runs;

namespace Hinge.Core.Formats;

/// <summary>
/// NumPy's <c>.npz</c> files: a zip archive with one npy array an entry, stored or deflated. Written in the order given
/// with fixed dates, so the same arrays give the same bytes.
/// </summary>
public static class NpzFile
{
    private const string Suffix = ".npy";
    private static readonly DateTimeOffset s_date = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the first that zip has

    /// <summary>Reads all arrays, in the order of the archive; the keys are without <c>.npy</c>.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">
    /// The file cannot be read, is no zip archive, holds a key twice or an entry that is no array, or is damaged.
    /// </exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path) =>
        InputFile.Read(path, stream => Read(stream, path));

    /// <summary>Reads all arrays, in the order of the archive; the keys are without <c>.npy</c>.</summary>
    /// <param name="stream">The archive; must be seekable.</param>
    /// <param name="name">What to call the stream in messages.</param>
    /// <exception cref="InputException">See the other overload.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(Stream stream, string name) => Guarded(name, () =>
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
        OrderedDictionary<string, NdArray> arrays = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string key = KeyOf(entry, name);
            if (!arrays.TryAdd(key, ReadEntry(entry, name)))
                throw new InputException($"{name}: key '{Printable.Text(key)}' occurs twice");
        }
        return (IReadOnlyDictionary<string, NdArray>)arrays;
    });

    /// <summary>Reads one array and leaves the others unread.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">The name of the array, without <c>.npy</c>.</param>
    /// <exception cref="InputException">As for all arrays; or there is no such key.</exception>
    public static NdArray Read(string path, string key) => InputFile.Read(path, stream => Guarded(path, () =>
    {
        using ZipArchive archive = new(stream, ZipArchiveMode.Read, leaveOpen: true);
        List<string> keys = [];
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            keys.Add(Printable.Text(KeyOf(entry, path)));
            if (KeyOf(entry, path) == key)
                return ReadEntry(entry, path);
        }
        string found = keys.Count <= 16 ? string.Join(", ", keys) : string.Join(", ", keys[..16]) + ", …";
        throw new InputException($"{path}: no key '{key}'; it holds {(keys.Count == 0 ? "nothing" : found)}");
    }));

    /// <summary>Writes arrays in the order given.</summary>
    /// <param name="path">The file, written whole or not at all.</param>
    /// <param name="arrays">Arrays with distinct names; any element type but bfloat16.</param>
    /// <param name="compress">Deflate the arrays; otherwise they are stored as they are.</param>
    /// <param name="texts">ASCII texts to write after the arrays, each as a byte string without dimensions.</param>
    /// <exception cref="InputException">
    /// A name is empty, has a path separator or occurs twice; an array is bfloat16; or the file cannot be written.
    /// </exception>
    public static void Write(
        string path,
        IEnumerable<KeyValuePair<string, NdArray>> arrays,
        bool compress = true,
        IReadOnlyDictionary<string, string>? texts = null)
    {
        KeyValuePair<string, Action<Stream>>[] all =
        [
            .. arrays.Select(each => Entry(each.Key, stream => NpyFile.Write(stream, each.Value))),
            .. (texts ?? ReadOnlyDictionary<string, string>.Empty).Select(
                each => Entry(each.Key, stream => NpyFile.WriteText(stream, each.Value))),
        ];
        AtomicFile.Write(path, target =>
        {
            HashSet<string> names = new(StringComparer.Ordinal);
            using ZipArchive archive = new(target, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string key, Action<Stream> write) in all)
            {
                if (key.Length == 0 || key.AsSpan().ContainsAny('/', '\\', '\0') || !names.Add(key))
                    throw new InputException($"npz key '{key}' is empty, has a path separator or occurs twice");
                CompressionLevel level = compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
                ZipArchiveEntry entry = archive.CreateEntry(key + Suffix, level);
                entry.LastWriteTime = s_date;
                entry.ExternalAttributes = 0;
                using Stream stream = entry.Open();
                write(stream);
            }
        });
    }

    private static KeyValuePair<string, Action<Stream>> Entry(string key, Action<Stream> write) => new(key, write);

    private static string KeyOf(ZipArchiveEntry entry, string name) =>
        entry.FullName.EndsWith(Suffix, StringComparison.Ordinal)
            ? entry.FullName[..^Suffix.Length]
            : throw new InputException($"{name}: entry '{Printable.Text(entry.FullName)}' is not an .npy array");

    private static NdArray ReadEntry(ZipArchiveEntry entry, string name)
    {
        string where = $"{name}: key '{Printable.Text(KeyOf(entry, name))}'";
        return NpyFile.ReadWhole(new MemoryStream(ZipContent.ReadAllBytes(entry, where)), where);
    }

    private static T Guarded<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException or NotSupportedException)
        {
            string reason = Printable.Text(cause.Message);
            throw new InputException($"{name}: not a readable npz archive: {reason}", cause);
        }
    }
}
