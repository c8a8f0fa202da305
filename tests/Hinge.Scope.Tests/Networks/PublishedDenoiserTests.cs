using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Core.Randomness;
using Hinge.Scope.Certificates;
using Hinge.Scope.Networks;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>X1 and F8 of the specification: denoisers against what their authors published.</summary>
[NoLeak]
public class PublishedDenoiserTests
{
    private const string Folder = "scope/denoising/published";

    // Minutes of work: run it with the test executable's -explicit on.
    [Fact(Explicit = true)]
    public void The_bias_free_DnCNN_has_the_published_output_and_Jacobian()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load("bf_dncnn");
        Tensor x = Published("noisy_sigma10").reshape(1, 1, 30, 30);
        Tensor y = Published("denoised_sigma10").reshape(-1);
        // Published is the Jacobian of the noise, x - y.
        Tensor expected = eye(900, dtype: ScalarType.Float64) - Published("residual_jacobian_sigma10").reshape(900, 900);

        using LinearScope linear = LinearScope.Attach(network);
        using Interpreter at = linear.Freeze(x);
        Tensor f = at.RowsAt([.. Enumerable.Range(0, 900).Select(i => (long)i)]).reshape(900, 900);
        Within(RelativeError.Between(at.Output.reshape(-1), y), 2e-5, "output");
        Within(RelativeError.Between(f.matmul(x.reshape(-1)), y), 5e-6, "F x");
        Within(RelativeError.Between(f, expected), 5e-3, "Jacobian");
        Within(RelativeError.Between(linalg.svdvals(f), linalg.svdvals(expected)), 1e-3, "singular values");
    }

    // Minutes of work: run it with the test executable's -explicit on.
    [Fact(Explicit = true)]
    public void Biases_take_over_beyond_the_noise_of_training()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor clean = NetworkInput.Luma.From(
            PngFile.Read(SharedData.Path("scope/images/set5/butterfly.png")), ScalarType.Float64);
        Tensor crop = clean.slice(2, 60, 188, 1).slice(3, 60, 188, 1);
        Tensor noise = RandomTensors.Gaussian([1, 1, 128, 128], ScalarType.Float64, new RandomStream(1).Split("noise"));
        Dictionary<int, double> biased = [], free = [];
        using nn.Module<Tensor, Tensor> withBiases = HandedNetwork.Load("unet_bias");
        using nn.Module<Tensor, Tensor> without = HandedNetwork.Load("unet_bias_free");
        foreach (int level in (int[])[10, 50, 100, 150, 200, 300])
        {
            Tensor noisy = crop + (noise * (level / 255.0));
            biased[level] = ResidualShare(withBiases, noisy);
            free[level] = ResidualShare(without, noisy);
        }
        string found = string.Join(", ", biased.Select(pair => $"{pair.Key}: {pair.Value:0.00}"));
        TestContext.Current.TestOutputHelper?.WriteLine(found);
        Assert.True(biased.Values.SequenceEqual(biased.Values.Order()), found);
        Assert.True(biased[150] >= 3 * biased[100], found);
        Assert.InRange(biased[10], 0, 0.1);
        Assert.InRange(biased[300], 0.6, 1.2);
        Assert.All(free.Values, share => Assert.Equal(0, share));
    }

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
