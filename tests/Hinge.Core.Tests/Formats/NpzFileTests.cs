using System.IO.Compression;
using Hinge.Core.Formats;
using Hinge.Testing;

namespace Hinge.Core.Tests.Formats;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly KeyValuePair<string, NdArray>[] s_arrays =
    [
        new("z", NdArray.From<float>(Enumerable.Range(0, 1000).Select(i => i * 0.5f).ToArray(), 10, 100)),
        new("a", NdArray.From<long>([-1, 1], 2)),
        new("ünïcode", NdArray.From<bool>([true])),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_is_read_again_in_its_order(bool compress)
    {
        string path = _folder.File("a.npz");
        NpzFile.Write(path, s_arrays, compress);
        IReadOnlyDictionary<string, NdArray> read = NpzFile.Read(path);
        Assert.Equal(s_arrays.Select(pair => pair.Key), read.Keys);
        foreach ((string key, NdArray array) in s_arrays)
        {
            GenArray.AssertSame(array, read[key]);
            GenArray.AssertSame(array, NpzFile.Read(path, key));
        }
        Assert.Equal(compress, new FileInfo(path).Length < 4000);
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes_without_a_date()
    {
        NpzFile.Write(_folder.File("a.npz"), s_arrays);
        byte[] first = File.ReadAllBytes(_folder.File("a.npz"));
        Thread.Sleep(10);
        NpzFile.Write(_folder.File("b.npz"), s_arrays);
        Assert.Equal(first, File.ReadAllBytes(_folder.File("b.npz")));
        using ZipArchive archive = ZipFile.OpenRead(_folder.File("a.npz"));
        Assert.All(archive.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));
    }

    [Fact]
    public void Bad_keys_are_told()
    {
        string path = _folder.File("a.npz");
        NpzFile.Write(path, s_arrays);
        InputException error = Assert.Throws<InputException>(() => NpzFile.Read(path, "b"));
        Assert.Equal($"{path}: no key 'b'; it holds z, a, ünïcode", error.Message);
        foreach (string key in new[] { "", "a/b", "z" })
        {
            KeyValuePair<string, NdArray>[] arrays = [s_arrays[0], new(key, s_arrays[1].Value)];
            Assert.Throws<InputException>(() => NpzFile.Write(path, arrays));
        }
        Assert.Equal(3, NpzFile.Read(path).Count);
    }

    [Fact]
    public void Entries_that_are_no_arrays_or_come_twice_are_refused()
    {
        Assert.Contains("'readme.txt' is not an .npy", Refusal(Zip(("readme.txt", [1]))));
        Assert.Contains("key 'a': npy magic ends after 1 bytes", Refusal(Zip(("a.npy", [1]))));
        byte[] array = NpyFileTests.Bytes(s_arrays[1].Value);
        Assert.Contains("key 'a' occurs twice", Refusal(Zip(("a.npy", array), ("a.npy", array))));
        Assert.Contains("not a readable npz archive", Refusal([1, 2, 3]));
        Assert.Contains("'two?lines' is not", Refusal(Zip(("two\nlines", [1]))));
        Assert.InRange(Refusal(Zip((new string('n', 5000), [1]))).Length, 100, 200);
    }

    [Fact]
    public void A_changed_byte_is_found()
    {
        byte[] file = Zip(("a.npy", NpyFileTests.Bytes(s_arrays[0].Value)));
        int inData = file.AsSpan().IndexOf(s_arrays[0].Value.Bytes.Span[400..440]);
        file[inData] ^= 1;
        Assert.Contains("its checksum does not match", Refusal(file));
    }

    [Fact]
    public void Holds_under_damage()
    {
        NpzFile.Write(_folder.File("a.npz"), s_arrays);
        ReaderFuzz.Hold(
            [File.ReadAllBytes(_folder.File("a.npz")), Zip(("a.npy", NpyFileTests.Bytes(s_arrays[1].Value)))],
            bytes => NpzFile.Read(new MemoryStream(bytes), "test.npz"));
    }

    private static string Refusal(byte[] file) =>
        Assert.Throws<InputException>(() => NpzFile.Read(new MemoryStream(file), "test.npz")).Message;

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    // The bytes of numpy.save with numpy.array(b'csr'), NEP 1: magic, version 1.0, length of the header, literal, data.
    [Fact]
    public void A_text_is_written_as_the_byte_string_of_NumPy()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("a.npz");
        NpzFile.Write(path, [new("data", NdArray.From<float>([1, 2], 2))], false,
            new Dictionary<string, string> { ["format"] = "csr" });

        using System.IO.Compression.ZipArchive archive = System.IO.Compression.ZipFile.OpenRead(path);
        Assert.Equal(["data.npy", "format.npy"], archive.Entries.Select(entry => entry.FullName));
        using MemoryStream bytes = new();
        using (Stream entry = archive.Entries[1].Open())
            entry.CopyTo(bytes);
        string literal = "{'descr': '|S3', 'fortran_order': False, 'shape': (), }";
        byte[] header = System.Text.Encoding.ASCII.GetBytes(literal.PadRight(117));
        byte[] expected = [0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. header, 10, .. "csr"u8];
        Assert.Equal(expected, bytes.ToArray());

        NdArray read = NpzFile.Read(path, "format");
        Assert.Equal(ElementType.UInt8, read.Type);
        Assert.Equal([3], read.Shape);
        Assert.Throws<InputException>(
            () => NpzFile.Write(path, [], true, new Dictionary<string, string> { ["a"] = "é" }));
    }
}
