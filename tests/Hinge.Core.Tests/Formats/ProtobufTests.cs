using CsCheck;
using Hinge.Core.Formats;

namespace Hinge.Core.Tests.Formats;

/// <summary>The wire format against the examples of its published description ("Encoding").</summary>
public sealed class ProtobufTests
{
    [Theory]
    [InlineData("08 96 01", 150)]
    [InlineData("08 01", 1)]
    [InlineData("08 AC 02", 300)]
    [InlineData("08 FE FF FF FF FF FF FF FF FF 01", -2)]
    public void Whole_numbers_are_those_of_the_description(string message, long value)
    {
        ProtobufReader reader = Read(message);
        Assert.True(reader.Next());
        Assert.Equal((1, value), (reader.Field, reader.Int64()));
        Assert.False(reader.Next());
        Assert.Equal(Bytes(message), new ProtobufWriter().Int64(1, value).Written.ToArray());
    }

    [Theory]
    [InlineData(0, "08 00")]
    [InlineData(-1, "08 01")]
    [InlineData(1, "08 02")]
    [InlineData(-2, "08 03")]
    [InlineData(int.MaxValue, "08 FE FF FF FF 0F")]
    [InlineData(int.MinValue, "08 FF FF FF FF 0F")]
    public void Zigzag_numbers_are_those_of_the_description(long value, string message)
    {
        Assert.Equal(Bytes(message), new ProtobufWriter().ZigZag(1, value).Written.ToArray());
        ProtobufReader reader = Read(message);
        reader.Next();
        Assert.Equal(value, reader.ZigZag());
    }

    [Fact]
    public void Text_messages_and_packed_numbers_are_those_of_the_description()
    {
        ProtobufReader text = Read("12 07 74 65 73 74 69 6E 67");
        text.Next();
        Assert.Equal((2, "testing"), (text.Field, text.Text()));

        ProtobufReader outer = Read("1A 03 08 96 01");
        outer.Next();
        ProtobufReader inner = outer.Message();
        inner.Next();
        Assert.Equal((3, 150), (outer.Field, inner.Int64()));

        List<long> numbers = [];
        ProtobufReader packed = Read("32 06 03 8E 02 9E A7 05");
        packed.Next();
        packed.AddInt64s(numbers);
        Assert.Equal([3, 270, 86942], numbers);
    }

    [Fact]
    public void Numbers_come_back() => Gen.Select(Gen.Int[1, (1 << 29) - 1], Gen.Long, Gen.Double, Gen.Single).Sample(
        (field, whole, wide, single) =>
        {
            byte[] bytes = new ProtobufWriter().Int64(field, whole).Double(field, wide).Single(field, single)
                .ZigZag(field, whole).Written.ToArray();
            ProtobufReader reader = new(bytes, "m");
            reader.Next();
            Assert.Equal((field, whole), (reader.Field, reader.Int64()));
            reader.Next();
            Assert.Equal(wide, reader.Double());
            reader.Next();
            Assert.Equal(single, reader.Single());
            reader.Next();
            Assert.Equal(whole, reader.ZigZag());
            Assert.False(reader.Next());
        });

    [Theory]
    [InlineData("08", "m: byte 1: the message ends within a number")]
    [InlineData("08 FF FF", "m: byte 1: the message ends within a number")]
    [InlineData("08 FF FF FF FF FF FF FF FF FF 02", "m: byte 1: a number of more than 64 bits")]
    [InlineData("00 01", "m: byte 0: field number 0; expected 1 to 536870911")]
    [InlineData("0B 01", "m: byte 0: field 1 has wire type 3; expected 0, 1, 2 or 5")]
    [InlineData("08 01 12 05 61", "m: byte 2: field 2 claims 5 bytes; 1 are left")]
    [InlineData("08 01 12 FF FF FF FF FF FF FF FF FF 01 61",
        "m: byte 2: field 2 claims 18446744073709551615 bytes; 1 are left")]
    [InlineData("0D 01 02", "m: byte 0: field 1 needs 4 bytes; 2 are left")]
    public void Damage_is_named_by_its_byte(string message, string expected)
    {
        InputException refusal = Assert.Throws<InputException>(() =>
        {
            for (ProtobufReader reader = Read(message); reader.Next();)
                reader.Skip();
        });
        Assert.Equal(expected, refusal.Message);
    }

    [Fact]
    public void A_value_of_another_kind_and_text_that_is_none_are_refused()
    {
        ProtobufReader reader = Read("08 01");
        reader.Next();
        Assert.Equal("m: byte 0: field 1 has wire type 0; expected 2", Assert.Throws<InputException>(reader.Text)
            .Message);
        ProtobufReader text = Read("0A 02 C3 28");
        text.Next();
        Assert.Equal("m: byte 0: field 1 is not valid UTF-8", Assert.Throws<InputException>(text.Text).Message);
    }

    private static ProtobufReader Read(string message) => new(Bytes(message), "m");

    private static byte[] Bytes(string message) =>
        Convert.FromHexString(message.Replace(" ", "", StringComparison.Ordinal));
}
