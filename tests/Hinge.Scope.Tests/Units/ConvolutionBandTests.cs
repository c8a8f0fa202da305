using CsCheck;
using Hinge.Scope.Units;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Units;

/// <summary>A convolution made a band at a time is the convolution.</summary>
[NoLeak]
public class ConvolutionBandTests
{
    private static readonly Gen<(long[] Kernel, long[] Stride, long[] Padding, long[] Dilation, long Groups)> s_shapes =
        Gen.Select(Pair(1, 4), Pair(1, 3), Pair(0, 5), Pair(1, 2), Gen.Long[1, 2]);

    [Fact]
    public void Bands_of_any_height_give_the_whole() => Gen.Select(s_shapes, Pair(9, 14), Gen.Long[1, 4096]).Sample(
        (shape, size, most) =>
        {
            using DisposeScope scope = NewDisposeScope();
            ConvolutionShape convolution = new(
                shape.Kernel, shape.Stride, shape.Padding, shape.Dilation, shape.Groups);
            Tensor v = randn([2, 2 * shape.Groups, size[0], size[1]], dtype: ScalarType.Float64);
            Tensor weight = randn([2 * shape.Groups, 2, shape.Kernel[0], shape.Kernel[1]], dtype: ScalarType.Float64);
            Tensor whole = convolution.Convolve(v, weight), banded = convolution.ConvolveInBands(v, weight, most);
            Assert.Equal(whole.shape, banded.shape);
            Assert.InRange((whole - banded).abs().max().ToDouble(), 0, 1e-12);
        },
        iter: 100,
        threads: 1);

    private static Gen<long[]> Pair(long least, long most) => Gen.Long[least, most].Array[2];
}
