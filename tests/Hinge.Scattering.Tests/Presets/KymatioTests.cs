using Hinge.Core.Formats;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;
using Hinge.Testing;

namespace Hinge.Scattering.Tests.Presets;

public class KymatioTests
{
    [Fact]
    public void The_published_program_gives_the_same_numbers()
    {
        (double worst, double relative) = Compare(Preset.Kymatio2D(new(32, 32), 4));
        Assert.True(worst <= 0, $"outside rtol 1e-5 + atol 1e-8 by {worst}");
        Assert.True(relative < 2e-7, $"relative l2 {relative}");
    }

    [Theory]
    [InlineData(LaneChoice.Batch)]
    [InlineData(LaneChoice.Columns)]
    public void Lanes_give_them_to_single_precision(LaneChoice lanes)
    {
        string file = SharedData.Path("scattering/test_data_2d.npz");
        float[] images = NpzFile.Read(file, "x").ToSingles(), expected = NpzFile.Read(file, "Sx").ToSingles();
        ScatteringTransform transform = new(Preset.Kymatio2D(new(32, 32), 4), new() { Lanes = lanes });
        float[] found = new float[expected.Length];
        transform.Transform(images, 6, found);
        double error = found.Zip(expected, (a, b) => ((double)a - b) * ((double)a - b)).Sum();
        double norm = expected.Sum(value => (double)value * value);
        Assert.InRange(Math.Sqrt(error / norm), 0, 5e-7);
    }

    [Fact]
    public void The_true_pi_in_place_of_3_1415_gives_others()
    {
        (double worst, double relative) = Compare(Preset.Kymatio2D(new(32, 32), 4, 8, Math.PI));
        Assert.True(worst > 0);
        Assert.InRange(relative, 2e-5, 1e-4);
    }

    [Theory]
    [InlineData(2, 81)]
    [InlineData(3, 217)]
    [InlineData(4, 417)]
    public void Paths_are_in_the_published_order(int scales, int count)
    {
        Network network = Preset.Kymatio2D(new(32, 32), scales);
        IReadOnlyList<ScatteringPath> paths = network.Paths();
        Assert.Equal(count, paths.Count);
        Assert.Equal(count, (int)network.Count().Maps);
        ScatteringPath[] second = [.. paths.Where(path => path.Layer == 2)];
        Assert.Equal(64 * scales * (scales - 1) / 2, second.Length);
        Assert.All(second, path => Assert.True(path.Scale > path.Atoms[0] / 8));
        string[] order = [.. paths.Select(path => string.Join(",", path.Layer == 2
            ? [path.Atoms[0], (path.Scale * 8) + (path.Atoms[1] % 8)] : path.Atoms.Append(path.Layer))
            .Split(',').Select(part => part.PadLeft(4, '0'))).Select(parts => string.Join(",", parts))];
        Assert.Equal(order.Skip(1 + (8 * scales)).Order(StringComparer.Ordinal), order.Skip(1 + (8 * scales)));
        Assert.All(paths, path => Assert.Equal(paths[0].Size, path.Size));
    }

    private static (double Worst, double Relative) Compare(Network network)
    {
        string file = SharedData.Path("scattering/test_data_2d.npz");
        float[] images = NpzFile.Read(file, "x").ToSingles(), expected = NpzFile.Read(file, "Sx").ToSingles();
        ScalarTransform transform = new(network);
        double[] found = new double[expected.Length];
        transform.Transform([.. images.Select(value => (double)value)], 6, found);
        double worst = double.NegativeInfinity, error = 0, norm = 0;
        for (int i = 0; i < found.Length; i++)
        {
            double difference = Math.Abs(found[i] - expected[i]);
            worst = Math.Max(worst, difference - (1e-5 * Math.Abs(expected[i])) - 1e-8);
            error += difference * difference;
            norm += (double)expected[i] * expected[i];
        }
        return (worst, Math.Sqrt(error / norm));
    }
}
