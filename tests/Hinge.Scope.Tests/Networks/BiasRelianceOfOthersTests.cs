using System.Globalization;
using Hinge.Core.Formats;
using Hinge.Core.Pictures;
using Hinge.Scope.Bias;
using Hinge.Scope.Networks;
using Hinge.Scope.Units;
using Hinge.Torch.Tensors;
using static TorchSharp.torch;

namespace Hinge.Scope.Tests.Networks;

/// <summary>
/// F1 of the specification: who decides without biases, who by biases alone. The whole sets take minutes and run when
/// asked for; the suite looks at the beginning.
/// </summary>
[NoLeak]
public class BiasRelianceOfOthersTests
{
    [Fact]
    public void ResNet20_decides_mostly_by_its_residual()
    {
        (BiasReliance input, BiasReliance raw) = Cifar(150);
        Assert.InRange(input.Accuracy, 0.72, 0.88);
        Assert.InRange(input.LinearAccuracy, 0.10, 0.27);
        Assert.InRange(input.ResidualAccuracy, 0.50, 0.70);
        Assert.InRange(raw.ResidualAccuracy, 0.54, 0.75);
        Assert.Equal(input.Accuracy, raw.Accuracy);
        Assert.Equal([SiteKind.Bias, SiteKind.Shift], input.Kinds.Keys.Order());
        Assert.Equal([SiteKind.Bias, SiteKind.Shift, SiteKind.InputMean], raw.Kinds.Keys.Order());
        Assert.InRange(input.Completeness, 0, 5e-6);
        Assert.InRange(raw.Completeness, 0, 5e-6);
    }

    [Fact(Explicit = true)]
    public void ResNet20_on_a_thousand_pictures()
    {
        (BiasReliance input, BiasReliance raw) = Cifar(1000);
        Assert.Equal(0.804, input.Accuracy, 0.003);
        Assert.Equal(0.177, input.LinearAccuracy, 0.003);
        Assert.Equal(0.601, input.ResidualAccuracy, 0.003);
        Assert.Equal(0.161, raw.LinearAccuracy, 0.003);
        Assert.Equal(0.644, raw.ResidualAccuracy, 0.003);
    }

    [Fact(Explicit = true)]
    public void SqueezeNet_decides_without_its_residual()
    {
        using DisposeScope scope = NewDisposeScope();
        string folder = SharedData.Path("scope/images/imagenet40");
        NetworkInput take = Architectures.Find("squeezenet").Input;
        List<int> labels = [];
        List<Tensor> pictures = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.png").Order(StringComparer.Ordinal))
        {
            labels.Add(int.Parse(Path.GetFileName(file)[..3], CultureInfo.InvariantCulture));
            pictures.Add(take.From(PngFile.Read(file)));
        }
        (BiasReliance input, BiasReliance raw) =
            Measure("squeezenet10_imagenet", take, cat(pictures, 0), labels, batch: 4);
        Assert.Equal(40, input.Count);
        Assert.Equal(0.775, input.Accuracy, 0.025);
        Assert.Equal(0.775, input.LinearAccuracy, 0.025);
        Assert.Equal(0.400, input.ResidualAccuracy, 0.025);
        Assert.Equal(0.400, raw.LinearAccuracy, 0.025);
        Assert.Equal(0.225, raw.ResidualAccuracy, 0.025);
    }

    private static (BiasReliance Input, BiasReliance Raw) Cifar(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        CifarPictures set = CifarFile.Read(SharedData.Path("cifar10/test_batch.bin.gz"));
        NetworkInput take = Architectures.Find("resnet20").Input;
        Tensor raw = set.Pictures.ToTensor().narrow(0, 0, count).to(ScalarType.Float32) / 255;
        return Measure(
            "resnet20_cifar10", take, take.Normalisation.Apply(raw), [.. set.Labels.Take(count).Select(b => (int)b)],
            50);
    }

    private static (BiasReliance Input, BiasReliance Raw) Measure(
        string name, NetworkInput take, Tensor inputs, IReadOnlyList<int> labels, int batch)
    {
        using nn.Module<Tensor, Tensor> network = HandedNetwork.Load(name, ScalarType.Float32);
        using LinearScope linear = LinearScope.Attach(network);
        IReadOnlyList<BiasReliance> measured =
            BiasReliance.Measure(linear, inputs, labels, [InputNormalisation.None, take.Normalisation], batch);
        TestContext.Current.TestOutputHelper?.WriteLine($"input {measured[0]}");
        TestContext.Current.TestOutputHelper?.WriteLine($"raw {measured[1]}");
        return (measured[0], measured[1]);
    }
}
