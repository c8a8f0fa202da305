using System.IO.Compression;
using System.Security.Cryptography;
using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Testing;

namespace Hinge.Core.Tests.Formats;

public class CifarFileTests
{
    private const int Record = 3073;

    [Fact]
    public void Records_become_labels_and_planes()
    {
        byte[] file = Batch(3);
        foreach (byte[] form in (byte[][])[file, Gzip(file)])
        {
            CifarPictures read = CifarFile.Read(form, "test");
            Assert.Equal("UInt8 [3, 3, 32, 32]", read.Pictures.ToString());
            Assert.Equal([0, 1, 2], read.Labels);
            for (int i = 0; i < 3; i++)
            {
                Assert.Equal(
                    file.AsSpan((i * Record) + 1, Record - 1).ToArray(),
                    read.Pictures.Bytes.Slice(i * (Record - 1), Record - 1).ToArray());
            }
        }
    }

    [Theory]
    [InlineData(0, 0, "0 bytes; expected records of 3073")]
    [InlineData(3072, 0, "3072 bytes; expected records of 3073")]
    [InlineData(6147, 0, "6147 bytes; expected records of 3073 bytes each, 1 bytes are left over")]
    [InlineData(6146, 10, "offset 3073: label 10; expected 0 to 9")]
    public void Bad_files_are_told(int length, byte secondLabel, string message)
    {
        byte[] file = new byte[length];
        if (length > Record)
            file[Record] = secondLabel;
        Assert.Contains(message, Assert.Throws<InputException>(() => CifarFile.Read(file, "test")).Message);
        if (length > 0)
            Assert.Contains(message, Assert.Throws<InputException>(() => CifarFile.Read(Gzip(file), "test")).Message);
    }

    [Fact]
    public void A_gzip_stream_that_ends_early_is_refused() =>
        Assert.Throws<InputException>(() => CifarFile.Read(Gzip(Batch(20)).AsMemory(..^2000), "test"));

    [Fact]
    public void Other_content_that_inflates_without_end_is_refused_at_its_first_label()
    {
        byte[] bomb = Gzip(new string('x', 1 << 26).Select(c => (byte)c).ToArray());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("label 120", Assert.Throws<InputException>(() => CifarFile.Read(bomb, "test")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Reads_the_test_batch()
    {
        CifarPictures read = CifarFile.Read(SharedData.Path("cifar10/test_batch.bin.gz"));
        Assert.Equal("UInt8 [5000, 3, 32, 32]", read.Pictures.ToString());
        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (byte)(i % 10)), read.Labels);

        // The digest of the uncompressed file that its README states.
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < read.Labels.Count; i++)
        {
            hash.AppendData([read.Labels[i]]);
            hash.AppendData(read.Pictures.Bytes.Span.Slice(i * (Record - 1), Record - 1));
        }
        Assert.Equal(
            "8549a6920b64202014d04b3eeab3ae892ba0d8daaad64c7cea33e852395ee011",
            Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Holds_under_damage()
    {
        byte[] file = Batch(2);
        ReaderFuzz.Hold([file], bytes => CifarFile.Read(bytes, "test"));
        ReaderFuzz.Hold([Gzip(file)], bytes => CifarFile.Read(bytes, "test"), seed: 2);
    }

    private static byte[] Batch(int records)
    {
        byte[] file = new byte[records * Record];
        RandomStream random = new(3);
        for (int i = 0; i < file.Length; i++)
            file[i] = i % Record == 0 ? (byte)(i / Record % 10) : (byte)random.NextInt32(256);
        return file;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return stream.ToArray();
    }
}
