using System.Numerics;
using CsCheck;

namespace Hinge.Scattering.Tests.Networks;

public class PoolingTests
{
    private static readonly Pooling[] s_all =
    [
        Pooling.None, Pooling.SubSample(2), Pooling.Average(2), Pooling.Maximum(2), Pooling.SubSample(3),
        Pooling.Average(2, [0.5, -1, 2, 0.25]),
    ];

    [Fact]
    public void The_constant_is_held() =>
        Gen.Select(Gen.Int[0, s_all.Length - 1], Gen.Int[1, 4], Gen.Int[1, 4], Gen.UInt)
        .Sample((index, rows, columns, seed) =>
        {
            Pooling pooling = s_all[index];
            GridSize grid = new(rows * pooling.Factor, columns * pooling.Factor);
            double[] noise = TestNetworks.Noise(4 * grid.Count, seed);
            Complex[] f = new Complex[grid.Count], h = new Complex[grid.Count];
            for (int i = 0; i < f.Length; i++)
            {
                f[i] = new(noise[4 * i], noise[(4 * i) + 1]);
                h[i] = f[i] + (0.1 * new Complex(noise[(4 * i) + 2], noise[(4 * i) + 3]));
            }
            Complex[] a = new Complex[rows * columns], b = new Complex[rows * columns];
            pooling.Apply(grid, f, a);
            pooling.Apply(grid, h, b);
            Assert.True(Norm(a, b) <= pooling.LipschitzIn(2) * Norm(f, h) * (1 + 1e-12));
        }, iter: 300);

    [Fact]
    public void The_mean_shrinks_by_the_root_of_the_cell()
    {
        Assert.Equal(0.5, Pooling.Average(2).LipschitzIn(2));
        Assert.Equal(Math.Sqrt(0.5), Pooling.Average(2).LipschitzIn(1));
        Assert.Equal(0.5, Pooling.Average(2).PaperLipschitzIn(2));
        Assert.Equal(1, Pooling.Maximum(4).LipschitzIn(2));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("sub:2")]
    [InlineData("average:3")]
    [InlineData("max:4")]
    public void Text_goes_back_and_forth(string text) => Assert.Equal(text, Pooling.Parse(text).ToString());

    [Theory]
    [InlineData("mx:2", "pooling 'mx:2': did you mean 'max'?")]
    [InlineData("sub", "pooling 'sub': expected a factor, as in sub:2")]
    [InlineData("sub:0", "pooling factor 0: expected 1 to 4096")]
    public void Other_text_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<NetworkException>(() => Pooling.Parse(text)).Message);

    private static double Norm(Complex[] a, Complex[] b) =>
        Math.Sqrt(a.Zip(b, (x, y) => Math.Pow((x - y).Magnitude, 2)).Sum());
}
