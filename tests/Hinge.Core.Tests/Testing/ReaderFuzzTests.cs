using System.Buffers.Binary;
using Hinge.Testing;
using Xunit.Sdk;

namespace Hinge.Core.Tests.Testing;

/// <summary>The fuzzer finds each fault it is there for, planted in a toy format: a length, then bytes.</summary>
public class ReaderFuzzTests
{
    private static readonly byte[] s_file = [4, 0, 0, 0, 1, 2, 3, 4];

    [Fact]
    public void A_careful_reader_holds() => ReaderFuzz.Hold([s_file], bytes =>
    {
        if (bytes.Length < 4)
            throw new InputException("toy: shorter than its length field");
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length != bytes.Length - 4)
            throw new InputException($"toy: offset 0: length {length}; the file holds {bytes.Length - 4}");
    });

    [Fact]
    public void A_reader_that_crashes_is_found() => Finds("ArgumentOutOfRangeException", bytes =>
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        Refuse(length < 0 || length > bytes.Length - 4);
    });

    [Fact]
    public void A_reader_that_believes_a_length_is_found() => Finds("bytes for a file of", bytes =>
    {
        Refuse(bytes.Length < 4);
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        Refuse(length < 0);
        byte[] data = GC.AllocateUninitializedArray<byte>(Math.Min(length, 200 << 20));
        Refuse(data.Length != bytes.Length - 4);
    });

    [Fact]
    public void A_reader_that_checks_nothing_is_found() => Finds("is it checking?", _ => { });

    [Fact]
    public void A_message_of_two_lines_is_found() => Finds("Assert.DoesNotContain", bytes =>
    {
        if (!bytes.AsSpan().SequenceEqual(s_file))
            throw new InputException("toy: this is\ntwo lines");
    });

    private static void Refuse(bool bad)
    {
        if (bad)
            throw new InputException("toy: not a sound file");
    }

    private static void Finds(string fault, Action<byte[]> read) =>
        Assert.Contains(fault, Assert.ThrowsAny<XunitException>(() => ReaderFuzz.Hold([s_file], read)).Message);
}
