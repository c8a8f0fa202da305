using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using Hinge.Core;
using Hinge.Core.Formats;

namespace Hinge.Torch.Checkpoints;

/// <summary>
/// Checkpoints of PyTorch before 1.6: pickles of a magic number, a protocol version, facts about the machine, the
/// content and the list of its storages, then each storage as its length in elements and its elements.
/// </summary>
internal static class LegacyCheckpoint
{
    private const long ProtocolVersion = 1001;

    private static readonly BigInteger s_magic =
        BigInteger.Parse("119547037146038801333356", CultureInfo.InvariantCulture);

    /// <summary>Whether a file starts with a pickle.</summary>
    public static bool Starts(ReadOnlySpan<byte> start) => start is [(byte)PickleOpcode.Protocol, >= 2 and <= 5, ..];

    /// <summary>All tensors of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">What to call it in messages.</param>
    public static IReadOnlyDictionary<string, NdArray> Read(ReadOnlyMemory<byte> bytes, string file)
    {
        AllocationBudget budget = new(file, bytes.Length);
        PickleSource source = new(bytes, 0, file);
        Dictionary<string, StorageReference> described = new(StringComparer.Ordinal);
        if (Unpickler.Load(source, budget, described) is not BigInteger magic || magic != s_magic)
            throw new InputException($"{file}: offset 0: a pickle without PyTorch's magic number, so no checkpoint");
        if (Unpickler.Load(source, budget, described) is not ProtocolVersion)
            throw new InputException($"{file}: another version of the format; expected {ProtocolVersion}");

        // What the machine was like: the storages are little-endian whatever it says.
        Unpickler.Load(source, budget, described);
        object? root = Unpickler.Load(source, budget, described);
        if (Unpickler.Load(source, budget, described) is not List<object?> keys)
            throw new InputException($"{file}: offset {source.Operation}: expected the list of storages");
        Dictionary<string, ReadOnlyMemory<byte>> storages = new(StringComparer.Ordinal);
        foreach (object? item in keys)
        {
            if (item is not string key || !described.TryGetValue(key, out StorageReference? storage))
                throw new InputException($"{file}: offset {source.Position}: a storage that no tensor describes");
            storages[key] = Storage(bytes, source, storage, file);
        }
        return new TensorCollector(file, Find, budget).Collect(root);

        ReadOnlyMemory<byte> Find(StorageReference storage) =>
            storages.TryGetValue(storage.Key, out ReadOnlyMemory<byte> found)
                ? found
                : throw new InputException($"the file has no storage {Printable.Text(storage.Key)}");
    }

    private static ReadOnlyMemory<byte> Storage(
        ReadOnlyMemory<byte> bytes, PickleSource source, StorageReference storage, string file)
    {
        int at = source.Position;
        long count = BinaryPrimitives.ReadInt64LittleEndian(source.Take(sizeof(long)));
        if (count != storage.Count)
        {
            throw new InputException($"{file}: offset {at}: storage {Printable.Text(storage.Key)} of {count} elements; "
                + $"its tensors expect {storage.Count}");
        }
        if (count > source.Left / storage.ElementSize)
        {
            throw new InputException($"{file}: offset {at}: the file ends within storage "
                + $"{Printable.Text(storage.Key)} of {count} elements");
        }
        int start = source.Position, length = (int)count * storage.ElementSize;
        source.Take((ulong)length);
        return bytes.Slice(start, length);
    }
}
