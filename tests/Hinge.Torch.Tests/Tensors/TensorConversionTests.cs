using CsCheck;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Testing;
using Hinge.Torch.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Hinge.Torch.Tests.Tensors;

[NoLeak]
public sealed class TensorConversionTests
{
    [Theory]
    [InlineData(ElementType.Boolean)]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.Int16)]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int64)]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.BFloat16)]
    [InlineData(ElementType.Float32)]
    [InlineData(ElementType.Float64)]
    public void Every_type_goes_there_and_back_to_the_byte(ElementType type) =>
        Gen.Int[0, 4].Array[0, 4].SelectMany(shape => Gen.Byte
                .Array[shape.Aggregate(1, (product, extent) => product * extent) * type.SizeInBytes()]
                .Select(bytes => (shape, bytes)))
            .Sample(sample =>
            {
                byte[] bytes = sample.bytes;
                if (type == ElementType.Boolean)
                    bytes = [.. bytes.Select(b => (byte)(b & 1))];
                NdArray array = new(type, bytes, [.. sample.shape.Select(extent => (long)extent)]);
                using Tensor tensor = array.ToTensor();
                Assert.Equal(array.Shape, tensor.shape);
                Assert.False(tensor.requires_grad);
                NdArray back = tensor.ToNdArray();
                Assert.Equal(array.ToString(), back.ToString());
                Assert.True(array.Bytes.Span.SequenceEqual(back.Bytes.Span));
            }, iter: 50, threads: 1);

    [Fact]
    public void Values_are_those_of_the_array()
    {
        using Tensor half = NdArray.From<Half>([(Half)1.5f, (Half)(-0.25f)], 2).ToTensor();
        using Tensor brain = new NdArray(ElementType.BFloat16, new byte[] { 0x80, 0x3F, 0x20, 0xC1 }, 2).ToTensor();
        using Tensor wide = half.to_type(ScalarType.Float32), widened = brain.to_type(ScalarType.Float32);
        Assert.Equal([1.5f, -0.25f], wide.data<float>().ToArray());
        Assert.Equal([1f, -10f], widened.data<float>().ToArray());
    }

    [Fact]
    public void Wide_unsigned_types_are_held_exactly()
    {
        using Tensor a = NdArray.From<ushort>([0, 65535], 2).ToTensor();
        using Tensor b = NdArray.From<uint>([0, uint.MaxValue], 2).ToTensor();
        using Tensor c = NdArray.From<ulong>([0, long.MaxValue], 2).ToTensor();
        Assert.Equal([0, 65535], a.data<int>().ToArray());
        Assert.Equal([0L, uint.MaxValue], b.data<long>().ToArray());
        Assert.Equal([0L, long.MaxValue], c.data<long>().ToArray());
        InputException refused = Assert.Throws<InputException>(() => NdArray.From<ulong>([1, 1UL << 63], 2).ToTensor());
        Assert.Equal("value 9223372036854775808 at index 1 exceeds the largest Int64", refused.Message);
    }

    [Fact]
    public void Strides_slices_and_gradients_do_not_matter()
    {
        using var scope = NewDisposeScope();
        Tensor all = arange(24, dtype: ScalarType.Float32).reshape(2, 3, 4).requires_grad_();
        Tensor view = all.permute(2, 0, 1)[TensorIndex.Slice(1, 4, 2)];
        Assert.False(view.is_contiguous());
        NdArray array = view.ToNdArray();
        Assert.Equal([2L, 2, 3], array.Shape);
        Assert.Equal([1, 5, 9, 13, 17, 21, 3, 7, 11, 15, 19, 23], array.ToSingles());
        Assert.Equal([0, 0, 0], zeros(1).expand(3).ToNdArray().ToSingles());
    }

    [Fact]
    public void The_array_is_a_copy()
    {
        using Tensor tensor = zeros(3);
        NdArray before = tensor.ToNdArray();
        tensor.fill_(1);
        Assert.Equal([0, 0, 0], before.ToSingles());
        using Tensor again = before.ToTensor();
        again.fill_(2);
        Assert.Equal([0, 0, 0], before.ToSingles());
    }

    [Fact]
    public void Complex_and_sparse_tensors_are_refused()
    {
        using Tensor complex = zeros([2], ScalarType.ComplexFloat32);
        Assert.Contains("ComplexFloat32", Assert.Throws<InputException>(() => complex.ToNdArray()).Message);
        using Tensor dense = eye(2), sparse = dense.to_sparse();
        Assert.Contains("sparse", Assert.Throws<InputException>(() => sparse.ToNdArray()).Message);
    }

    [Fact]
    public void The_first_value_that_is_not_finite_is_found()
    {
        using var scope = NewDisposeScope();
        Tensor tensor = zeros(2, 3, 4);
        Assert.Null(FiniteValues.FirstOther(tensor));
        tensor[1, 2, 0] = float.NegativeInfinity;
        Assert.Equal("-Infinity at [1,2,0]", FiniteValues.FirstOther(tensor));
        tensor[1, 0, 3] = float.NaN;
        Assert.Equal("NaN at [1,0,3]", FiniteValues.FirstOther(tensor));
        Tensor half = tensor.to_type(ScalarType.Float16), whole = arange(3);
        Assert.Equal("NaN at [1,0,3]", FiniteValues.FirstOther(half));
        Assert.Null(FiniteValues.FirstOther(whole));
    }
}
