using System.IO.Compression;
using Hinge.Core.Formats;
using Hinge.Core.Formats.Onnx;
using Hinge.Core.Pictures;
using Hinge.Plots.Pictures;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Checkpoints;
using Hinge.Torch.Graphs;
using Hinge.Torch.Onnx;

namespace Hinge.Benchmarks.Fuzz;

/// <summary>Every reader of files that there is, with sound files of its format.</summary>
internal static class FuzzedReaders
{
    private const string Name = "fuzz";

    private static readonly byte[] s_idx =
        IdxFile.ToBytes(NdArray.From<double>([.. Enumerable.Range(0, 24).Select(i => i / 7.0)], 2, 3, 4));
    private static readonly byte[] s_cifar =
        [.. Enumerable.Range(0, 2 * 3073).Select(i => (byte)(i % 3073 == 0 ? 3 : i))];
    private static readonly byte[] s_storage = CheckpointBytes.Singles(1, 2, 3, 4, 5, 6);

    private static readonly NdArray[] s_arrays =
    [
        NdArray.From<float>([1, 2, 3, 4, 5, 6], 3, 2), NdArray.From<bool>([true, false], 2), NdArray.From<long>([7], 1),
    ];

    /// <summary>The readers; a new one takes one line.</summary>
    /// <param name="folder">For readers that want a path.</param>
    public static IReadOnlyList<FuzzedReader> All(TemporaryFolder folder) =>
    [
        new("idx", () => [s_idx], bytes => IdxFile.Read(bytes, Name).ToDoubles()),
        new("idx.gz", () => [Gzip(s_idx)], bytes => IdxFile.Read(bytes, Name).ToDoubles()),
        new("cifar", () => [s_cifar], bytes => CifarFile.Read(bytes, Name)),
        new("cifar.gz", () => [Gzip(s_cifar)], bytes => CifarFile.Read(bytes, Name)),
        new("npy", () => [.. s_arrays.Select(Npy)], bytes => NpyFile.Read(new MemoryStream(bytes), Name).ToDoubles()),
        new("npz", () => [Npz(folder)], bytes => NpzFile.Read(new MemoryStream(bytes), Name)),
        new("safetensors", () => [Safetensors()], ReadSafetensors),
        new("png", () => [.. Pngs()], bytes => PngImage.Read(bytes, Name), PngBuilder.Repair),
        new("jpeg", () => [SampleJpegs.Rgb, SampleJpegs.Grey], bytes => JpegFile.Read(bytes, Name)),
        new("checkpoint zip", () => [CheckpointBytes.Zip(Pickle(), Entries())], ReadCheckpoint),
        new("checkpoint legacy",
            () => [CheckpointBytes.Legacy(Pickle(), ("0", 4, s_storage), ("1", 8, new byte[8]))], ReadCheckpoint),
        new("pickle in zip", () => [Pickle()], bytes => ReadCheckpoint(CheckpointBytes.Zip(bytes, Entries()))),
        new("net.json", () => [.. Graphs()], bytes => Graph.Parse(bytes, Name)),
        new("onnx", () => [.. Onnxes()], bytes => OnnxReader.Read(OnnxFile.Read(bytes, Name), Name)),
        .. ScopeFiles.Readers(folder),
    ];

    private static (string Name, byte[] Content)[] Entries() => [("data/0", s_storage), ("data/1", new byte[8])];

    private static void ReadCheckpoint(byte[] bytes) => CheckpointFile.Read(bytes, Name);

    private static void ReadSafetensors(byte[] bytes)
    {
        foreach (NdArray array in SafetensorsFile.Read(bytes, Name).Tensors.Values)
            array.ToDoubles();
    }

    private static byte[] Safetensors() => SafetensorsFile.ToBytes(
        s_arrays.Select((array, i) => KeyValuePair.Create($"t{i}", array)).ToDictionary(),
        new Dictionary<string, string> { ["k"] = "v" });

    private static byte[] Npy(NdArray array)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }

    private static byte[] Npz(TemporaryFolder folder)
    {
        NpzFile.Write(folder.File("a.npz"), s_arrays.Select((array, i) => KeyValuePair.Create($"t{i}", array)));
        return File.ReadAllBytes(folder.File("a.npz"));
    }

    private static IEnumerable<byte[]> Pngs()
    {
        foreach (PngColour colour in Enum.GetValues<PngColour>())
        {
            yield return new PngBuilder
            {
                Width = 7, Height = 6, Colour = colour, Interlaced = colour == PngColour.Rgb,
                Palette = colour == PngColour.Palette ? new byte[3 * 256] : null,
                Sample = (x, y, c) => 29 * x + 31 * y + c & 0xFF,
            }.Build();
        }
    }

    private static byte[] Pickle() => new PickleWriter().EmptyDictionary().Mark()
        .Text("a").Tensor("0", "FloatStorage", 6, 0, [2, 3], [3, 1])
        .Text("b").Tensor("1", "LongStorage", 1, 0, [], [])
        .Text("c").Global("my", "Net").EmptyTuple().Op(PickleOpcode.NewObject).EmptyDictionary().Mark()
            .Text("d").Tensor("0", "FloatStorage", 6, 0, [3, 2], [1, 3]).Text("e").EmptyList().Mark()
            .Int(1L << 40).None().Op(PickleOpcode.Appends).SetItems().Build()
        .SetItems().Stop();

    private static IEnumerable<byte[]> Graphs() =>
        SampleGraphs.All.Select(sample => SampleGraphs.Make(sample.Name).Graph.ToJson());

    private static IEnumerable<byte[]> Onnxes() => SampleGraphs.All.Select(sample =>
    {
        (Graph graph, Dictionary<string, NdArray> weights, _) = SampleGraphs.Make(sample.Name);
        return OnnxFile.ToBytes(OnnxWriter.ToModel(graph, weights));
    });

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        return stream.ToArray();
    }
}
