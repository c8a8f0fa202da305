using Hinge.Core.Formats;
using Hinge.Scope.Spectra;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Spectra;

/// <summary>
/// Row X2 of the specification's §18: what is published about the Jacobian of a bias-free denoiser, from the authors'
/// own file. They store the Jacobian of x − y, so F = I − file.
/// </summary>
[NoLeak]
public class PublishedDenoiserTests
{
    [Fact]
    public void Its_spectrum_is_the_published_one()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor f = Load();
        using DenseMap map = new(f, [1, 30, 30], [1, 30, 30]);
        TruncatedSvd svd = SpectrumMatrix.Svd(map, 50);
        TruncatedSvd sharp = SpectrumMatrix.Svd(map, 50, new() { Tolerance = 1e-9 });

        double[] dense = linalg.svdvals(f).data<double>().ToArray();
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(dense[i], svd.Values[i], 1e-9 * dense[0]);
            Assert.Equal(dense[i], sharp.Values[i], 1e-12 * dense[0]);
        }
        Assert.True(svd.Residual <= 1e-5);
        Assert.True(svd.LeftOrthogonality <= 1e-12 && svd.RightOrthogonality <= 1e-12);
        Assert.InRange(svd.Applications, 400, 640);

        Assert.Equal(2.149, svd.Values[0], 0.003);
        Assert.Equal(209.8, dense.Sum(value => value * value), 0.5);
        Assert.InRange(dense.Count(value => value > 0.5), 241, 245);
        double alignment = Enumerable.Range(0, 50).Average(
            i => Math.Abs(svd.Left[i].Zip(svd.Right[i], (u, v) => u * v).Sum()));
        Assert.Equal(0.954, alignment, 0.01);
        Assert.Equal(0.393, ((f - f.t()).norm() / f.norm()).ToDouble(), 0.005);
        double[] sums = f.sum([1L]).data<double>().ToArray();
        Assert.Equal(1.0004, sums.Average(), 0.001);
        Assert.Equal(0.018, Math.Sqrt(sums.Average(sum => Math.Pow(sum - sums.Average(), 2))), 0.002);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{svd.Applications} applications, residual {svd.Residual:E1}; to 1e-9 {sharp.Applications}");
    }

    private static Tensor Load()
    {
        NdArray file = NpyFile.Read(SharedData.Path("scope/denoising/published/residual_jacobian_sigma10.npy"));
        double[] values = file.ToDoubles();
        return eye(900, dtype: ScalarType.Float64) - tensor(values, [900, 900]);
    }
}
