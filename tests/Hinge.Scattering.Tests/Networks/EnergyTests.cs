using Hinge.Core.Formats;
using Hinge.Core.Randomness;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;
using Hinge.Scattering.Transforms;
using Hinge.Testing;

namespace Hinge.Scattering.Tests.Networks;

public class EnergyTests
{
    [Theory]
    [InlineData("wavelets:J=3,L=4", new[] { 0.652715, 0.095427, 0.004874 }, new[] { 34.73, 90.46, 99.51, 99.98 })]
    [InlineData("gabor:K=4", new[] { 0.296418, 0.018964, 0.000758 }, new[] { 70.36, 98.10, 99.92, 99.997 })]
    public void Four_digits_have_the_energies_of_the_table(string text, double[] energies, double[] shares)
    {
        NdArray digits = IdxFile.Read(SharedData.Path("mnist/t10k-images-idx3-ubyte.gz"));
        double[] images = new double[4 * 1024];
        for (int i = 0; i < 4 * 784; i++)
        {
            (int image, int pixel) = Math.DivRem(i, 784);
            images[(image * 1024) + (((pixel / 28) + 2) * 32) + (pixel % 28) + 2] = digits.Bytes.Span[i] / 255.0;
        }
        EnergyReport report = new ScalarTransform(Deep(text, new(32, 32), 3)).Energy(images, 4);
        for (int n = 1; n <= 3; n++)
            Assert.Equal(energies[n - 1], report.Layers[n].Energy / report.Layers[0].Energy, 5.1e-7);
        for (int n = 0; n <= 3; n++)
            Assert.Equal(shares[n], 100 * report.CumulativeShare(n), n == 3 ? 0.0051 : 0.0051);
    }

    [Theory]
    [InlineData("wavelets:J=2,L=2")]
    [InlineData("shearlets:J=2")]
    [InlineData("haar:J=2")]
    public void Energy_goes_to_the_features_or_on(string text)
    {
        GridSize size = new(15, 16);
        Network network = Deep(text, size, 2);
        double[] signal = Noise(size.Count, 5);
        EnergyReport report = new ScalarTransform(network).Energy(signal, 1);
        double[] onwards = [.. report.Layers.Skip(1).Select(layer => layer.Energy), report.Remaining];
        for (int n = 0; n <= 2; n++)
        {
            double defect = report.Layers[n].Energy - report.Layers[n].Output - onwards[n];
            Assert.True(Math.Abs(defect) <= 1e-12 * report.Layers[0].Energy, $"layer {n}: {defect}");
        }
        Assert.Equal(signal.Sum(value => value * value), report.Layers[0].Energy, 1e-10);
    }

    [Fact]
    public void Energy_that_is_pooled_or_left_out_is_told()
    {
        FrameSettings frame = PolarFrame.Wavelets(2, 2);
        Module module = new(frame, NonLinearity.Modulus, Pooling.SubSample(2));
        Network network = new(new(32, 32), [module, module], frame, new() { Paths = PathRule.Decreasing });
        EnergyReport report = new ScalarTransform(network).Energy(Noise(1024, 6), 1);
        double defect = report.Layers[1].Energy - report.Layers[1].Output
            - report.Layers[2].Energy - report.Layers[2].LostToPooling - report.Layers[2].NotFollowed;
        Assert.True(Math.Abs(defect) <= 1e-12 * report.Layers[0].Energy, $"{defect}");
        Assert.True(report.Layers[2].NotFollowed > 0);
        Assert.True(report.Layers[1].LostToPooling > 0);
    }

    private static Network Deep(string text, GridSize size, int depth)
    {
        FrameSettings frame = FrameText.Parse(text);
        return new(
            size, [.. Enumerable.Repeat(new Module(frame, NonLinearity.Modulus, Pooling.None), depth)], frame);
    }

    private static double[] Noise(int count, ulong seed)
    {
        double[] values = new double[count];
        new RandomStream(seed).FillGaussian(values);
        return values;
    }
}
