using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Hinge.Torch.Checkpoints;

namespace Hinge.Testing.Samples;

/// <summary>Writes pickles opcode by opcode, the way torch.save does and the way an attacker would.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [];

    public PickleWriter(byte protocol = 2) => Op(PickleOpcode.Protocol).Raw(protocol);

    public byte[] ToArray() => [.. _bytes];

    public PickleWriter Op(PickleOpcode opcode) => Raw((byte)opcode);

    public PickleWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleWriter Mark() => Op(PickleOpcode.Mark);

    public PickleWriter Tuple() => Op(PickleOpcode.Tuple);

    public PickleWriter Reduce() => Op(PickleOpcode.Reduce);

    public PickleWriter SetItems() => Op(PickleOpcode.SetItems);

    public PickleWriter Build() => Op(PickleOpcode.Build);

    public PickleWriter None() => Op(PickleOpcode.None);

    public PickleWriter False() => Op(PickleOpcode.False);

    public PickleWriter EmptyTuple() => Op(PickleOpcode.EmptyTuple);

    public PickleWriter EmptyDictionary() => Op(PickleOpcode.EmptyDictionary);

    public PickleWriter EmptyList() => Op(PickleOpcode.EmptyList);

    public byte[] Stop() => Op(PickleOpcode.Stop).ToArray();

    public PickleWriter Global(string module, string name) =>
        Op(PickleOpcode.Global).Raw(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleWriter Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return Op(PickleOpcode.BinaryUnicode).Int32(bytes.Length).Raw(bytes);
    }

    public PickleWriter Int(long value) => value is >= int.MinValue and <= int.MaxValue
        ? Op(PickleOpcode.BinaryInt).Int32((int)value)
        : Big(value);

    public PickleWriter Big(BigInteger value)
    {
        byte[] bytes = value.ToByteArray();
        return Op(PickleOpcode.Long1).Raw((byte)bytes.Length).Raw(bytes);
    }

    public PickleWriter Put(byte index) => Op(PickleOpcode.BinaryPut).Raw(index);

    public PickleWriter Get(byte index) => Op(PickleOpcode.BinaryGet).Raw(index);

    public PickleWriter Ints(params ReadOnlySpan<long> values)
    {
        PickleWriter writer = Mark();
        foreach (long value in values)
            writer.Int(value);
        return Tuple();
    }

    /// <summary>A call of a function without arguments, for example an ordered dictionary.</summary>
    public PickleWriter New(string module, string name) => Global(module, name).EmptyTuple().Reduce();

    /// <summary>A tensor as torch.save describes it.</summary>
    public PickleWriter Tensor(string key, string type, long count, long offset, long[] sizes, long[] strides) =>
        Global("torch._utils", "_rebuild_tensor_v2").Mark()
            .Storage(key, type, count)
            .Int(offset).Ints(sizes).Ints(strides).False().New("collections", "OrderedDict").Tuple().Reduce();

    public PickleWriter Storage(string key, string type, long count) =>
        Mark().Text("storage").Global("torch", type).Text(key).Text("cpu").Int(count)
            .Tuple().Op(PickleOpcode.BinaryPersistentId);

    /// <summary>Whatever an action writes.</summary>
    public PickleWriter Nest(Action<PickleWriter> write)
    {
        write(this);
        return this;
    }

    private PickleWriter Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return Raw(bytes);
    }
}
