using Hinge.Scattering.Networks;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;

namespace Hinge.Scattering.Tests.Presets;

public class Kymatio1DTests
{
    [Theory]
    [InlineData(256, 4, 3)]
    [InlineData(300, 3, 2)]
    [InlineData(130, 2, 1)]
    [InlineData(97, 5, 8)]
    public void It_is_the_definition(int length, int scales, int wavelets)
    {
        Network network = Preset.Kymatio1D(length, scales, wavelets);
        SlowKymatio1D slow = new(length, scales, wavelets);
        Assert.Equal(slow.Padded, network.Boundary.Grid.Columns);
        double[] signal = TestNetworks.Noise(length, 3);
        double[][] maps = [.. slow.Transform(signal)];
        ScalarTransform transform = new(network);
        double[] expected = [.. maps.SelectMany(map => map)], found = new double[transform.FeatureLength];
        Assert.Equal(maps.Length, transform.Paths.Count);
        Assert.Equal(expected.Length, found.Length);
        transform.Transform(signal, 1, found);
        for (int i = 0; i < found.Length; i++)
            Assert.True(Math.Abs(found[i] - expected[i]) <= 1e-9 * Math.Abs(expected[i]) + 1e-12, $"{i}");
    }

    [Fact]
    public void Sizes_are_the_published_ones()
    {
        Network network = Preset.Kymatio1D(65536, 8, 8);
        Assert.Equal(new GridSize(131072), network.Boundary.Grid);
        Assert.Equal(54, network.Root.Frame.Propagated.Count);
        Assert.Equal(9, new KymatioFilters1D(8, 512).Centres(1).Count);
        IReadOnlyList<ScatteringPath> paths = network.Paths();
        Assert.Equal(234, paths.Count);
        Assert.All(paths, path => Assert.Equal(new GridSize(256), path.Size));
    }

    [Theory]
    [InlineData(4096, 5, 4)]
    [InlineData(9000, 6, 2)]
    public void Long_signals_in_lanes_agree_with_the_scalar_transform(int length, int scales, int wavelets)
    {
        Network network = Preset.Kymatio1D(length, scales, wavelets);
        Assert.True(LongProgram.Suits(network, 16));
        float[] signals = [.. TestNetworks.Noise(2 * length, 4).Select(value => (float)value)];
        ScalarTransform scalar = new(network);
        double[] expected = new double[2 * scalar.FeatureLength];
        scalar.Transform([.. signals.Select(value => (double)value)], 2, expected);
        float[] one = [];
        foreach ((int width, int threads, LaneChoice lanes) in ((int, int, LaneChoice)[])
            [(8, 1, LaneChoice.Auto), (16, 1, LaneChoice.Auto), (16, 3, LaneChoice.Auto), (16, 1, LaneChoice.Batch)])
        {
            ScatteringTransform transform = new(
                network, new() { LaneWidth = width, Threads = threads, Lanes = lanes });
            float[] found = new float[expected.Length];
            transform.Transform(signals, 2, found);
            double error = expected.Zip(found, (a, b) => (a - b) * (a - b)).Sum();
            Assert.InRange(Math.Sqrt(error / expected.Sum(value => value * value)), 0, 5e-7);
            if (threads == 3)
                Assert.Equal(one, found);
            one = found;
        }
    }
}
