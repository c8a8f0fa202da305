using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace Hinge.Testing.Samples;

/// <summary>Both formats of torch.save around a pickle that a test wrote.</summary>
internal static class CheckpointBytes
{
    public static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", null);

    public static byte[] Zip(byte[] pickle, params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in (IEnumerable<(string, byte[])>)[("data.pkl", pickle), .. entries])
            {
                using Stream entry = archive.CreateEntry("some name/" + name, CompressionLevel.NoCompression).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    public static byte[] Legacy(byte[] pickle, params (string Key, int ElementSize, byte[] Content)[] storages)
    {
        using MemoryStream stream = new();
        stream.Write(new PickleWriter().Big(Magic).Stop());
        stream.Write(new PickleWriter().Int(1001).Stop());
        stream.Write(new PickleWriter().EmptyDictionary().Stop());
        stream.Write(pickle);
        PickleWriter keys = new PickleWriter().EmptyList().Mark();
        foreach ((string key, _, _) in storages)
            keys.Text(key);
        stream.Write(keys.Op(Torch.Checkpoints.PickleOpcode.Appends).Stop());
        Span<byte> count = stackalloc byte[8];
        foreach ((_, int size, byte[] content) in storages)
        {
            BinaryPrimitives.WriteInt64LittleEndian(count, content.Length / size);
            stream.Write(count);
            stream.Write(content);
        }
        return stream.ToArray();
    }

    public static byte[] Singles(params float[] values) => Hinge.Core.Formats.NdArray.From<float>(values, values.Length)
        .Bytes.ToArray();
}
