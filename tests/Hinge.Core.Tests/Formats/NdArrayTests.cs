using Hinge.Core.Formats;

namespace Hinge.Core.Tests.Formats;

public class NdArrayTests
{
    [Fact]
    public void Holds_a_copy_of_the_values_with_their_shape()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        NdArray array = NdArray.From<float>(values, 2, 3);
        values[0] = 9;
        Assert.Equal(ElementType.Float32, array.Type);
        Assert.Equal([2L, 3], array.Shape);
        Assert.Equal(6, array.Length);
        Assert.Equal([1f, 2, 3, 4, 5, 6], array.Values<float>().ToArray());
        Assert.Equal([0, 0, 0x80, 0x3F], array.Bytes.Span[..4].ToArray());
        Assert.Equal("Float32 [2, 3]", array.ToString());
        Assert.Equal([3L, 2], array.Reshape(3, 2).Shape);
    }

    [Fact]
    public void A_number_alone_has_no_dimension()
    {
        NdArray array = NdArray.From<double>([2.5]);
        Assert.Empty(array.Shape);
        Assert.Equal(1, array.Length);
        Assert.Equal([2.5], array.ToDoubles());
    }

    [Fact]
    public void A_zero_extent_makes_it_empty_whatever_the_others_say() =>
        Assert.Equal(0, new NdArray(ElementType.Int64, default, long.MaxValue, 0, long.MaxValue).Length);

    [Theory]
    [InlineData(new long[] { 7 }, "takes 28 bytes, found 24")]
    [InlineData(new long[] { -2, -3 }, "not one that memory can hold")]
    [InlineData(new long[] { 0, -1 }, "not one that memory can hold")]
    [InlineData(new long[] { 1L << 32, 1L << 32, 6 }, "not one that memory can hold")]
    [InlineData(new long[] { }, "takes 4 bytes, found 24")]
    public void A_shape_that_does_not_hold_the_values_is_refused(long[] shape, string message)
    {
        InputException error = Assert.Throws<InputException>(() => NdArray.From<float>(new float[6], shape));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void Another_type_is_refused()
    {
        NdArray array = NdArray.From<float>([1], 1);
        Assert.Equal(
            "the array holds Float32; Float64 was expected",
            Assert.Throws<InputException>(() => array.Values<double>().ToArray()).Message);
        Assert.Throws<InputException>(() => NdArray.From<Guid>([default], 1));
    }

    [Fact]
    public void A_Boolean_is_0_or_1() =>
        Assert.Contains(
            "element 1 of a Boolean array is 2",
            Assert.Throws<InputException>(() => new NdArray(ElementType.Boolean, new byte[] { 1, 2 }, 2)).Message);

    [Fact]
    public void Every_type_converts_to_both_precisions()
    {
        Check(NdArray.From<bool>([true, false], 2), 1, 0);
        Check(NdArray.From<byte>([255, 0], 2), 255, 0);
        Check(NdArray.From<sbyte>([-128, 127], 2), -128, 127);
        Check(NdArray.From<short>([short.MinValue, 1], 2), short.MinValue, 1);
        Check(NdArray.From<ushort>([ushort.MaxValue, 1], 2), ushort.MaxValue, 1);
        Check(NdArray.From<int>([-(1 << 24), 1], 2), -(1 << 24), 1);
        Check(NdArray.From<uint>([0x80000000, 1], 2), 0x80000000, 1);
        Check(NdArray.From<long>([long.MinValue, 1], 2), long.MinValue, 1);
        Check(NdArray.From<ulong>([1UL << 63, 1], 2), 1UL << 63, 1);
        Check(NdArray.From<Half>([(Half)(-1.5), Half.Epsilon], 2), -1.5, Math.Pow(2, -24));
        byte[] brain = [0xC0, 0x3F, 0x80, 0x7F];
        Check(new NdArray(ElementType.BFloat16, brain, 2), 1.5, double.PositiveInfinity);
        Check(NdArray.From<float>([float.Epsilon, -3], 2), float.Epsilon, -3);
        Check(NdArray.From<double>([0.5, -3], 2), 0.5, -3);
    }

    private static void Check(NdArray array, double first, double second)
    {
        Assert.Equal([first, second], array.ToDoubles());
        Assert.Equal([(float)first, (float)second], array.ToSingles());
    }
}
