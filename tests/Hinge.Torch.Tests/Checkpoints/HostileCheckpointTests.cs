using Hinge.Core;
using Hinge.Testing;
using Hinge.Testing.Samples;
using Hinge.Torch.Checkpoints;

namespace Hinge.Torch.Tests.Checkpoints;

/// <summary>Files made to run code, exhaust memory or look like something else.</summary>
public sealed class HostileCheckpointTests
{
    private static readonly byte[] s_storage = CheckpointBytes.Singles(1, 2, 3, 4, 5, 6);

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("builtins", "getattr")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_import_dotted_name")]
    [InlineData("collections", "OrderedDict.fromkeys")]
    public void A_forbidden_call_is_refused_by_name_and_place(string module, string name)
    {
        byte[] pickle = new PickleWriter().Global(module, name).Mark().Text("touch /tmp/x").Tuple().Reduce().Stop();
        foreach (byte[] file in (byte[][])[CheckpointBytes.Zip(pickle), CheckpointBytes.Legacy(pickle)])
        {
            InputException refusal = Assert.Throws<InputException>(() => CheckpointFile.Read(file, "bad.pth"));
            Assert.Contains($"the checkpoint calls {module}.{name}, which is not permitted", refusal.Message);
            Assert.Contains("offset", refusal.Message);
            Assert.StartsWith("bad.pth", refusal.Message);
        }
    }

    [Fact]
    public void Other_ways_to_a_call_are_refused_too()
    {
        byte[] instance = [.. new PickleWriter().Mark().Text("id").ToArray(), (byte)'i', .. "os\nsystem\n."u8];
        Assert.Contains("calls os.system", Refusal(CheckpointBytes.Zip(instance)));
        byte[] wrapped = new PickleWriter().Global("torch._tensor", "_rebuild_from_type_v2").Mark()
            .Global("os", "system").Global("torch", "Tensor").Mark().Text("id").Tuple().None().Tuple().Reduce().Stop();
        Assert.Contains("calls os.system", Refusal(CheckpointBytes.Zip(wrapped)));
        byte[] extension = [.. new PickleWriter().ToArray(), 0x82, 1, (byte)'.'];
        Assert.Contains("opcode 0x82", Refusal(CheckpointBytes.Zip(extension)));
    }

    [Fact]
    public void An_object_of_a_forbidden_class_stays_an_inert_record()
    {
        byte[] pickle = new PickleWriter().Global("os", "system").Mark().Text("id").Tuple().Op(PickleOpcode.NewObject)
            .EmptyDictionary().Mark().Text("t").Tensor("0", "FloatStorage", 6, 0, [6], [1]).SetItems().Build().Stop();
        Assert.Equal(["t"], CheckpointFile.Read(CheckpointBytes.Zip(pickle, ("data/0", s_storage)), "test").Keys);
    }

    [Fact]
    public void Tensors_of_other_kinds_are_refused_by_name()
    {
        Assert.Contains("a.q is a quantised tensor", Special("_rebuild_qtensor"));
        Assert.Contains("a.q is a sparse tensor", Special("_rebuild_sparse_tensor"));
        Assert.Contains("a.q is a tensor of nested_tensor", Special("_rebuild_nested_tensor"));
        byte[] complex = CheckpointFileTests.Dictionary(writer => writer
            .Text("z").Tensor("0", "ComplexFloatStorage", 1, 0, [1], [1]));
        byte[] file = CheckpointBytes.Legacy(complex, ("0", 8, new byte[8]));
        Assert.Contains("z is a tensor of ComplexFloatStorage", Refusal(file));

        static string Special(string function) => Refusal(CheckpointBytes.Zip(CheckpointFileTests.Dictionary(
            writer => writer.Text("a").EmptyDictionary().Mark().Text("q").New("torch._utils", function).SetItems())));
    }

    [Fact]
    public void Programs_and_other_files_are_told_apart()
    {
        byte[] pickle = CheckpointFileTests.Dictionary(writer => writer);
        Assert.Contains("TorchScript", Refusal(CheckpointBytes.Zip(pickle, ("constants.pkl", pickle))));
        Assert.Contains("2 entries called data.pkl", Refusal(CheckpointBytes.Zip(pickle, ("more/data.pkl", pickle))));
        Assert.Contains("neither a zip archive nor a pickle", Refusal("GIF89a................"u8.ToArray()));
        Assert.Contains("magic number", Refusal(new PickleWriter().Int(3).Stop()));
        Assert.Contains("holds no tensor", Refusal(CheckpointBytes.Zip(pickle)));
    }

    [Theory]
    [InlineData(new long[] { 7 }, new long[] { 1 }, 0)]
    [InlineData(new long[] { 2, 3 }, new long[] { 4, 1 }, 0)]
    [InlineData(new long[] { 1 }, new long[] { 1 }, 6)]
    [InlineData(new long[] { 1 }, new long[] { 1 }, -1)]
    [InlineData(new long[] { 2 }, new long[] { -1 }, 1)]
    [InlineData(new long[] { 2 }, new long[] { 1, 1 }, 0)]
    [InlineData(new long[] { long.MaxValue, 2 }, new long[] { long.MaxValue, long.MaxValue }, 0)]
    [InlineData(new long[] { 1L << 40 }, new long[] { 0 }, 0)]
    [InlineData(new long[] { 1 << 29 }, new long[] { 0 }, 0)]
    public void Tensors_that_do_not_fit_their_storage_are_refused(long[] sizes, long[] strides, long offset)
    {
        byte[] pickle = CheckpointFileTests.Dictionary(writer => writer
            .Text("t").Tensor("0", "FloatStorage", 6, offset, sizes, strides));
        Assert.StartsWith("test: ", Refusal(CheckpointBytes.Zip(pickle, ("data/0", s_storage))));
        Assert.StartsWith("test: ", Refusal(CheckpointBytes.Legacy(pickle, ("0", 4, s_storage))));
    }

    [Fact]
    public void Storages_that_are_missing_or_of_another_size_are_refused()
    {
        byte[] pickle = CheckpointFileTests.Dictionary(writer => writer
            .Text("t").Tensor("0", "FloatStorage", 6, 0, [6], [1]));
        Assert.Contains("no entry 'some name/data/0'", Refusal(CheckpointBytes.Zip(pickle)));
        byte[] shorter = CheckpointBytes.Zip(pickle, ("data/0", s_storage[..20]));
        Assert.Contains("holds 20 bytes; expected 6 times 4", Refusal(shorter));
        Assert.Contains("has no storage 0", Refusal(CheckpointBytes.Legacy(pickle)));
        Assert.Contains("of 5 elements", Refusal(CheckpointBytes.Legacy(pickle, ("0", 4, s_storage[..20]))));
        Assert.Contains("ends within storage 0", Refusal(CheckpointBytes.Legacy(pickle, ("0", 4, s_storage))[..^1]));
        byte[] twice = CheckpointFileTests.Dictionary(writer => writer
            .Text("t").Tensor("0", "FloatStorage", 6, 0, [6], [1]).Text("u").Tensor("0", "IntStorage", 6, 0, [6], [1]));
        Assert.Contains("described in two ways", Refusal(CheckpointBytes.Zip(twice, ("data/0", s_storage))));
    }

    [Fact]
    public void Containers_that_multiply_or_nest_without_end_are_refused()
    {
        // Each level holds the one below twice: sixty levels are 2^60 values.
        PickleWriter doubling = new PickleWriter().EmptyList();
        for (int i = 0; i < 60; i++)
            doubling.Op(PickleOpcode.Duplicate).Op(PickleOpcode.Tuple2);
        Assert.Contains("takes more memory", Refusal(CheckpointBytes.Zip(doubling.Stop())));

        PickleWriter deep = new PickleWriter().EmptyTuple();
        for (int i = 0; i < 1000; i++)
            deep.Op(PickleOpcode.Tuple1);
        Assert.Contains("nested deeper than 200", Refusal(CheckpointBytes.Zip(deep.Stop())));

        byte[] cycle = new PickleWriter().EmptyList().Put(0).Get(0).Op(PickleOpcode.Append).Stop();
        Assert.Contains("nested deeper than 200", Refusal(CheckpointBytes.Zip(cycle)));

        byte[] lists = [.. new PickleWriter().ToArray(), .. Enumerable.Repeat((byte)PickleOpcode.EmptyList, 4_000_000)];
        Assert.Contains("takes more memory", Refusal(CheckpointBytes.Zip(lists)));
    }

    [Fact]
    public void Damaged_files_are_refused_or_read()
    {
        byte[] pickle = CheckpointFileTests.Dictionary(writer => writer
            .Text("a").Tensor("0", "FloatStorage", 6, 0, [2, 3], [3, 1])
            .Text("b").Tensor("1", "LongStorage", 1, 0, [], [])
            .Text("c").Global("my", "Net").EmptyTuple().Op(PickleOpcode.NewObject).EmptyDictionary().Mark()
                .Text("d").Tensor("0", "FloatStorage", 6, 0, [3, 2], [1, 3]).Text("e").EmptyList().Mark()
                .Int(1L << 40).None().Op(PickleOpcode.Appends).SetItems().Build());
        byte[] zip = CheckpointBytes.Zip(pickle, ("data/0", s_storage), ("data/1", new byte[8]));
        byte[] legacy = CheckpointBytes.Legacy(pickle, ("0", 4, s_storage), ("1", 8, new byte[8]));
        ReaderFuzz.Hold([zip, legacy], bytes => CheckpointFile.Read(bytes, "fuzz.pth"));
        ReaderFuzz.Hold([legacy], bytes => CheckpointFile.Read(bytes, "fuzz.pth"), seed: 2);

        // Damage within the pickle, past the checksums of the archive.
        ReaderFuzz.Hold([pickle], bytes => CheckpointFile.Read(
            CheckpointBytes.Zip(bytes, ("data/0", s_storage), ("data/1", new byte[8])), "fuzz.pth"), seed: 3);
    }

    private static string Refusal(byte[] file)
    {
        InputException refusal = Assert.Throws<InputException>(() => CheckpointFile.Read(file, "test"));
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }
}
