using Hinge.Core.Randomness;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Spectra;

[NoLeak]
public sealed class RowProductsTests
{
    public static TheoryData<int, int, int> Sizes()
    {
        TheoryData<int, int, int> sizes = [];
        foreach (int length in (int[])[1, 7, 511, 1100, 20_000])
        {
            foreach ((int rows, int vectors) in ((int, int)[])[(1, 1), (2, 4), (9, 3), (5, 7), (12, 8)])
                sizes.Add(length, rows, vectors);
        }
        return sizes;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Tiles_are_the_matrix_products(int length, int count, int vectors)
    {
        using DisposeScope scope = NewDisposeScope();
        RandomStream stream = new(5);
        Tensor memory = RandomTensors.Gaussian([count, RowProducts.Stride(length)], ScalarType.Float64, stream);
        Tensor rows = memory.narrow(1, 0, length);
        Tensor some = RandomTensors.Gaussian([vectors, length], ScalarType.Float64, stream);
        Tensor weights = RandomTensors.Gaussian([vectors, count], ScalarType.Float64, stream);

        double[] inner = RowProducts.Inner(new(rows), new(some));
        Tensor expected = some.matmul(rows.t());
        Assert.True((tensor(inner, [vectors, count]) - expected).abs().max().ToDouble() < 1e-12 * length);

        Tensor sum = some.clone();
        RowProducts.Add(new(rows), weights.data<double>().ToArray(), new(sum));
        Assert.True((sum - (some + weights.matmul(rows))).abs().max().ToDouble() < 1e-13 * count);

        int kept = Math.Min(vectors, count);
        Tensor combined = weights.narrow(0, 0, kept).matmul(rows);
        RowProducts.Combine(new(rows), weights.narrow(0, 0, kept).contiguous().data<double>().ToArray());
        Assert.True((rows.narrow(0, 0, kept) - combined).abs().max().ToDouble() < 1e-13 * count);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(16_384)]
    [InlineData(65_536)]
    [InlineData(70_001)]
    public void Rows_are_spread_over_the_sets_of_a_cache(long length)
    {
        long stride = RowProducts.Stride(length);
        Assert.True(stride >= length);
        Assert.True(stride <= length + Math.Max(16, length / 16));
        Assert.NotEqual(0, stride / 8 % 2);
    }
}
