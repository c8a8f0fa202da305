using System.IO.Compression;
using CsCheck;
using Hinge.Core.Formats;
using Hinge.Testing;

namespace Hinge.Core.Tests.Formats;

public sealed class IdxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read_again_plain_and_packed() => GenArray.Of(
        ElementType.UInt8, ElementType.Int8, ElementType.Int16, ElementType.Int32, ElementType.Float32,
        ElementType.Float64).Sample(array =>
    {
        byte[] file = IdxFile.ToBytes(array);
        GenArray.AssertSame(array, IdxFile.Read(file, "test"));
        GenArray.AssertSame(array, IdxFile.Read(Gzip(file), "test"));
        GenArray.AssertSame(array, IdxFile.Read(new ForwardStream(Gzip(file)), "test"));
    });

    [Fact]
    public void Numbers_are_big_endian() =>
        Assert.Equal(
            [0, 0, 0x0B, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0x01, 0x02, 0xFF, 0xFE],
            IdxFile.ToBytes(NdArray.From<short>([0x0102, -2], 1, 2)));

    [Fact]
    public void A_gz_name_packs_without_name_and_date()
    {
        NdArray array = NdArray.From<byte>(new byte[5000], 50, 100);
        IdxFile.Write(_folder.File("a-idx2-ubyte.gz"), array);
        IdxFile.Write(_folder.File("a-idx2-ubyte"), array);
        byte[] packed = File.ReadAllBytes(_folder.File("a-idx2-ubyte.gz"));
        Assert.True(packed.Length < 100);
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0], packed[..8]); // no flags: no name; time 0
        Assert.Equal(5012, new FileInfo(_folder.File("a-idx2-ubyte")).Length);
        GenArray.AssertSame(array, IdxFile.Read(_folder.File("a-idx2-ubyte.gz")));
        GenArray.AssertSame(array, IdxFile.Read(_folder.File("a-idx2-ubyte")));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8 }, "idx magic number ends after 3 bytes")]
    [InlineData(new byte[] { 1, 0, 8, 1 }, "not an idx file: found 01 00")]
    [InlineData(new byte[] { 0, 0, 0x0A, 1 }, "idx element type 0a")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1 }, "idx extents ends after 4 bytes; expected 8")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 9, 1 }, "data of shape [9] ends after 1 bytes; expected 9")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 1, 1 }, "bytes follow the data of shape [1]")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255, 1, 1 }, "more than a file of 10 bytes can hold")]
    [InlineData(
        new byte[] { 0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 },
        "more than a file of 16")]
    public void Bad_files_are_told(byte[] file, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => IdxFile.Read(file, "test")).Message);

    [Fact]
    public void A_packed_file_cannot_claim_more_than_it_could_hold()
    {
        byte[] header = [0, 0, 8, 1, 0x7F, 0, 0, 0];
        InputException error = Assert.Throws<InputException>(() => IdxFile.Read(Gzip(header), "test"));
        Assert.Contains("more than a file of", error.Message);
    }

    [Fact]
    public void Types_that_idx_lacks_are_refused() =>
        Assert.Throws<InputException>(() => IdxFile.ToBytes(NdArray.From<long>([1], 1)));

    [Fact]
    public void Reads_the_MNIST_test_set()
    {
        NdArray images = IdxFile.Read(SharedData.Path("mnist/t10k-images-idx3-ubyte.gz"));
        NdArray labels = IdxFile.Read(SharedData.Path("mnist/t10k-labels-idx1-ubyte.gz"));
        Assert.Equal("UInt8 [10000, 28, 28]", images.ToString());
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9], labels.Values<byte>()[..8].ToArray());
        int[] counts = new int[10];
        foreach (byte label in labels.Values<byte>())
            counts[label]++;
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009], counts);
    }

    [Fact]
    public void Holds_under_damage()
    {
        byte[] values = [.. Enumerable.Range(0, 120).Select(i => (byte)i)];
        byte[] plain = IdxFile.ToBytes(NdArray.From<byte>(values, 5, 4, 6));
        byte[] wide = IdxFile.ToBytes(NdArray.From<double>(new double[30], 30));
        ReaderFuzz.Hold([plain, wide], bytes => IdxFile.Read(bytes, "test").ToDoubles());
        ReaderFuzz.Hold([Gzip(plain), Gzip(wide)], bytes => IdxFile.Read(bytes, "test").ToDoubles(), seed: 2);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return stream.ToArray();
    }
}
