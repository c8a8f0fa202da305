using Hinge.Core.Pictures;
using Hinge.Scope.Analyses;
using Hinge.Scope.Networks;
using Hinge.Scope.Spectra;
using Hinge.Scope.Tests.Spectra;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Analyses;

/// <summary>
/// Rows F3 and F4 of the specification's §18 on a published super-resolution network, with bicubic interpolation and
/// the same network of random weights as controls.
/// </summary>
[NoLeak]
public class SuperResolutionFindingsTests
{
    private const int Border = 24;

    // The look of a control does not hang on its last digits, and the spectrum of an interpolation is nearly flat.
    private static readonly LanczosSettings s_rough = new() { Tolerance = 1e-2 };

    // Minutes of work: run it with the test executable's -explicit on.
    [Fact(Explicit = true)]
    public void Its_singular_vectors_are_compact_and_wavelet_like()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor crop = Crop();
        Look trained = LookAt(Trained(), crop), bicubic = LookAt(Bicubic(), crop, s_rough);
        Look[] random = [.. Enumerable.Range(1, 5).Select(
            seed => LookAt(Architectures.Find("fsrcnn").Create((ulong)seed), crop, s_rough))];
        TestContext.Current.TestOutputHelper?.WriteLine($"{trained}\n{bicubic}\n{string.Join('\n', (object[])random)}");
        Assert.Equal(4.331, trained.First, 2e-3);
        Assert.Equal(2.508, trained.Last, 2e-3);
        Assert.InRange(trained.Applications, 500, 760);
        Assert.True(trained.Area <= 0.02 && bicubic.Area >= 0.2);
        Assert.True(trained.Gabors >= 0.5 && bicubic.Gabors <= 0.25);
        // Random weights give short filters too: 8 – 63 % of their vectors fit, by the seed, 35 % on average of five.
        // Training is told apart by being more compact and better described than every one of them.
        Assert.All(random, look =>
            Assert.True(look.Gabors < trained.Gabors && look.Area > 4 * trained.Area, $"{look}"));
    }

    // Minutes of work: run it with the test executable's -explicit on.
    [Fact(Explicit = true)]
    public void Its_filters_follow_the_edges()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor crop = Crop();
        (SpaceVariantFilters trained, double error) = FiltersOf(Trained(), crop);
        (SpaceVariantFilters bicubic, double bicubicError) = FiltersOf(Bicubic(), crop);
        (SpaceVariantFilters flat, _) = FiltersOf(Trained(), full_like(crop, 0.5));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"trained gain {trained.MeanGain:F4} anisotropy {trained.MedianAnisotropy:F3} error {error:F1}; "
            + $"bicubic gain "
            + $"{bicubic.MeanGain:F7} anisotropy {bicubic.MedianAnisotropy:F4} error {bicubicError:F1}; "
            + $"flat {flat.MeanGain:F4}");
        Assert.Equal(1, flat.MeanGain, 0.01);
        Assert.Equal(1, trained.MeanGain, 0.02);
        Assert.Equal(1, bicubic.MeanGain, 1e-6);
        Assert.True(error <= 25 && bicubicError >= 40);
        Assert.True(trained.MedianAnisotropy >= 0.3 && bicubic.MedianAnisotropy <= 0.02);
    }

    private sealed record Look(double First, double Last, long Applications, double Area, double Gabors);

    private static Look LookAt(
        nn.Module<Tensor, Tensor> net, Tensor x, LanczosSettings? settings = null)
    {
        using (net)
        {
            using LinearScope linear = LinearScope.Attach(net);
            using Interpreter at = linear.Freeze(x);
            TruncatedSvd svd = SpectrumMatrix.Svd(at, 64, settings);
            SingularVectorFit[] fits =
                SingularVectorFit.OfInputs(svd, cancellation: TestContext.Current.CancellationToken);
            double[] areas = [.. fits.Select(fit => fit.Area).Order()];
            return new(
                svd.Values[0], svd.Values[63], svd.Applications, (areas[31] + areas[32]) / 2,
                fits.Take(24).Count(fit => fit.Gabor.Determination >= 0.5) / 24.0);
        }
    }

    private static (SpaceVariantFilters Filters, double Degrees) FiltersOf(nn.Module<Tensor, Tensor> net, Tensor x)
    {
        using (net)
        {
            using LinearScope linear = LinearScope.Attach(net);
            using Interpreter at = linear.Freeze(x);
            SpaceVariantFilters filters =
                SpaceVariantFilters.Of(at, Border, cancellation: TestContext.Current.CancellationToken);
            double[] picture = at.Output.to(ScalarType.Float64).data<double>().ToArray();
            StructureTensor edges = StructureTensor.Of(picture, 128, 128);
            return (filters, filters.OrientationError(edges).MeanError * 180 / Math.PI);
        }
    }

    private static Tensor Crop()
    {
        using Tensor picture = PngFile.Read(SharedData.Path("scope/images/set5/butterfly_x2.png")).ToTensor();
        Tensor luma = (picture * tensor(new[] { 0.299f, 0.587f, 0.114f }, [1, 3, 1, 1])).sum([1L], keepdim: true);
        return luma.narrow(2, 30, 64).narrow(3, 40, 64).contiguous();
    }

    private static nn.Module<Tensor, Tensor> Bicubic()
    {
        nn.Module<Tensor, Tensor> net = nn.Sequential(
            nn.Upsample(scale_factor: [2, 2], mode: UpsampleMode.Bicubic, align_corners: false));
        net.eval();
        return net;
    }

    private static nn.Module<Tensor, Tensor> Trained() =>
        Architectures.Find("fsrcnn").Load(SharedData.Path("scope/super-resolution/fsrcnn_x2.safetensors"));
}
