using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>X1, the end of X2, and F8 of the specification: denoisers against what their authors published.</summary>
[NoLeak]
public class PublishedDenoiserTests
{
    private const string Folder = "scope/denoising/published";

    // The whole matrix takes a minute or two: run it with the test executable's -explicit on.
    [Fact(Explicit = true)]
    public void The_bias_free_DnCNN_has_the_published_output_and_Jacobian()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor f, Tensor expected) = Compare(ScalarType.Float64, step: 1);
        Within(RelativeError.Between(linalg.svdvals(f), linalg.svdvals(expected)), 1e-3, "singular values");
    }

    [Fact]
    public void Every_twentieth_row_of_it_is_the_published_one_in_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        Compare(ScalarType.Float32, step: 20);
    }

    // X2's last clause. A thirtieth of the rows, the same at every level, stands for all of them.
    [Fact]
    public void The_more_noise_the_less_of_the_picture_is_kept()
    {
        double[] energies = Energies(step: 30);
        Assert.Equal(energies.OrderDescending(), energies);
    }

    [Fact(Explicit = true)]
    public void The_more_noise_the_less_of_the_picture_is_kept_by_all_rows()
    {
        double[] energies = Energies(step: 1);
        Assert.Equal(energies.OrderDescending(), energies);
        Assert.Equal(209.8, energies[0], 0.5);
    }

    [Fact]
    public void Biases_take_over_beyond_the_noise_of_training() => BiasesTakeOver(ScalarType.Float32, 10, 50, 100, 150);

    // Minutes of work: run it with the test executable's -explicit on.
    [Fact(Explicit = true)]
    public void Biases_take_over_in_double_precision_too() =>
        BiasesTakeOver(ScalarType.Float64, 10, 50, 100, 150, 200, 300);

    private static void BiasesTakeOver(ScalarType type, params int[] levels)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor clean = NetworkInput.Luma.From(
            PngFile.Read(SharedData.Path("scope/images/set5/butterfly.png")), ScalarType.Float64);
        Tensor crop = clean.slice(2, 60, 188, 1).slice(3, 60, 188, 1);
        Tensor noise = RandomTensors.Gaussian([1, 1, 128, 128], ScalarType.Float64, new RandomStream(1).Split("noise"));
        Dictionary<int, double> biased = [], free = [];
        using nn.Module<Tensor, Tensor> withBiases = HandedNetwork.Load("unet_bias", type);
        using nn.Module<Tensor, Tensor> without = HandedNetwork.Load("unet_bias_free", type);
        foreach (int level in levels)
        {
            Tensor noisy = (crop + (noise * (level / 255.0))).to(type);
            biased[level] = ResidualShare(withBiases, noisy);
            if (level == levels[^1] || type == ScalarType.Float64)
                free[level] = ResidualShare(without, noisy);
        }
        string found = string.Join(", ", biased.Select(pair => $"{pair.Key}: {pair.Value:0.000}"));
        TestContext.Current.TestOutputHelper?.WriteLine(found);
        Assert.True(biased.Values.SequenceEqual(biased.Values.Order()), found);
        Assert.True(biased[150] >= 3 * biased[100], found);
        Assert.InRange(biased[10], 0, 0.1);
        if (levels[^1] == 300)
            Assert.InRange(biased[300], 0.6, 1.2);
        Assert.All(free.Values, share => Assert.Equal(0, share));
    }

    // X1 on some of the rows, which are returned with the published ones.
    private static (Tensor F, Tensor Expected) Compare(ScalarType type, int step)
    {
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load("bf_dncnn", type);
        Tensor x = Published("noisy_sigma10").reshape(1, 1, 30, 30);
        Tensor y = Published("denoised_sigma10").reshape(-1);
        // Published is the Jacobian of the noise, x - y.
        Tensor jacobian = eye(900, dtype: ScalarType.Float64)
            - Published("residual_jacobian_sigma10").reshape(900, 900);

        using LinearScope linear = LinearScope.Attach(network);
        using Interpreter at = linear.Freeze(x.to(type));
        long[] rows = EveryRow(step);
        Tensor some = tensor(rows), expected = jacobian.index_select(0, some);
        Tensor f = at.RowsAt(rows).reshape(rows.Length, 900).to(ScalarType.Float64);
        Within(RelativeError.Between(at.Output.reshape(-1).to(ScalarType.Float64), y), 2e-5, "output");
        Within(RelativeError.Between(f.matmul(x.reshape(-1)), y.index_select(0, some)), 5e-6, "F x");
        Within(RelativeError.Between(f, expected), 5e-3, "Jacobian");
        return (f, expected);
    }

    // The sum of the squared singular values at rising noise, from the published patch on.
    private static double[] Energies(int step)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load("bf_dncnn", ScalarType.Float32);
        using LinearScope linear = LinearScope.Attach(network);
        Tensor patch = Published("noisy_sigma10").reshape(1, 1, 30, 30);
        Tensor noise = RandomTensors.Gaussian([1, 1, 30, 30], ScalarType.Float64, new RandomStream(1).Split("noise"));
        List<double> energies = [];
        foreach (double level in (double[])[10, 25, 50, 75, 100])
        {
            double more = Math.Sqrt(level * level - 100) / 255;
            using Interpreter at = linear.Freeze((patch + (noise * more)).to(ScalarType.Float32));
            energies.Add(step * Math.Pow(at.RowsAt(EveryRow(step)).to(ScalarType.Float64).norm().ToDouble(), 2));
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", energies.Select(sum => $"{sum:0.0}")));
        return [.. energies];
    }

    private static long[] EveryRow(int step) =>
        [.. Enumerable.Range(0, 900 / step).Select(i => (long)(i * step) + step / 2)];

    private static double ResidualShare(nn.Module<Tensor, Tensor> network, Tensor x)
    {
        using LinearScope linear = LinearScope.Attach(network);
        using Interpreter at = linear.Freeze(x);
        return at.Residual.norm().ToDouble() / at.Output.norm().ToDouble();
    }

    private static Tensor Published(string name) =>
        NpyFile.Read(SharedData.Path($"{Folder}/{name}.npy")).ToTensor().to(ScalarType.Float64);

    private static void Within(double error, double bound, string what)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{what} {error:0.0e-0}");
        Assert.True(error <= bound, $"{what}: relative difference {error:0.0e-0}, bound {bound:0.0e-0}");
    }
}
