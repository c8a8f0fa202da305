using System.Text.Json.Nodes;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;
using Hinge.Scattering.Presets;

namespace Hinge.Scattering.Tests.Certificates;

public class CertificateTests
{
    [Fact]
    public void Two_layers_of_wavelets_have_the_published_numbers()
    {
        FrameSettings frame = PolarFrame.Wavelets(3, 8);
        Module module = new(frame, NonLinearity.Modulus, Pooling.SubSample(2));
        Certificate certificate = new Network(new(128, 128), [module, module], frame).Certify();
        Assert.True(certificate.Lipschitz.Admissible);
        Assert.Equal(1, certificate.Lipschitz.Value, 1e-12);
        Assert.Equal((2353, 2572288), (certificate.Lipschitz.Maps, certificate.Lipschitz.Values));
        Assert.Equal([0.040138, 0.038802, 0.038802], certificate.Layers.Select(layer => Math.Round(layer.K, 6)));
        Assert.Equal(
            [0.25219, 0.12190, 0.06095], certificate.Layers.Select(layer => Math.Round(layer.ShiftPerSample, 5)));
        Assert.Equal([1, 2, 4], certificate.Layers.Select(layer => layer.ProductS));
        Assert.Equal(3.0219, certificate.Layers[0].LOmegaPaper, 1e-4);
        Assert.Equal(1, certificate.Layers[0].LOmegaTight, 1e-12);
        Assert.Equal(8.885766, Certificate.BandLimitedConstant, 1e-6);

        JsonNode document = JsonNode.Parse(certificate.ToJson())!;
        Assert.Equal("wavelets:J=3,L=8", (string?)document["modules"]![0]!["frame"]);
        Assert.Equal("sub:2", (string?)document["modules"]![1]!["pooling"]);
        Assert.Contains("module 1  128x128  wavelets 49 atoms", certificate.ToLines()[0], StringComparison.Ordinal);
    }

    [Theory]
    // Without pooling the last grid is 28x28 too, where the scaled low-pass alone decides.
    [InlineData("modulus", "none", 1.80201, 0.74494)]
    [InlineData("relu", "sub:2", 1.80201, 0.75003)]
    [InlineData("tanh", "max:2", 1.80201, 0.75003)]
    [InlineData("modulus", "average:2", 1.34239, 0.74494)]
    [InlineData("logistic", "sub:2", 1.00000, 0.74494)]
    public void The_companion_is_bounded_as_published_and_repaired(
        string nonLinearity, string pooling, double before, double after)
    {
        FrameSettings frame = TensorFrame.Rbio22(3);
        Network network = Preset.Companion(
            new(28, 28), frame, NonLinearity.Parse(nonLinearity), Pooling.Parse(pooling));
        Certificate certificate = network.Certify();
        Assert.False(certificate.Lipschitz.Admissible);
        Assert.Equal(before, certificate.Lipschitz.Value, 1e-5);
        Certificate repaired = network.Repair(Repair.Scale).Certify();
        Assert.True(repaired.Lipschitz.Admissible);
        Assert.Equal(after, repaired.Lipschitz.Value, 1e-5);
        Assert.Equal(0.744941, repaired.Modules[0].Scaling, 1e-6);
    }

    [Theory]
    [InlineData("modulus", "none")]
    [InlineData("logistic", "average:2")]
    public void Haar_is_admissible_with_anything(string nonLinearity, string pooling)
    {
        Certificate certificate = Preset.Companion(
            new(28, 28), TensorFrame.Haar(3), NonLinearity.Parse(nonLinearity), Pooling.Parse(pooling)).Certify();
        Assert.True(certificate.Lipschitz.Admissible);
        Assert.Equal(1, certificate.Lipschitz.Value, 1e-12);
    }

    [Theory]
    [InlineData("sub:2", 18424)]
    [InlineData("none", 50176)]
    public void The_companion_has_as_many_features(string pooling, int count) => Assert.Equal(
        count, (int)Preset.Companion(
            new(28, 28), TensorFrame.Haar(3), NonLinearity.Modulus, Pooling.Parse(pooling)).Count().Values);

    [Theory]
    [InlineData("rbio2.2:J=3", Repair.Scale)]
    [InlineData("rbio2.2:J=3", Repair.Tight)]
    [InlineData("rbio2.2:J=3", Repair.Complete)]
    [InlineData("random:K=8,size=5", Repair.Scale)]
    [InlineData("random:K=8,size=5", Repair.Tight)]
    [InlineData("random:K=8,size=5", Repair.Complete)]
    public void Repairs_make_every_module_admissible(string text, Repair repair)
    {
        FrameSettings frame = FrameText.Parse(text);
        foreach (InputKind input in Enum.GetValues<InputKind>())
        {
            Network network = new Network(
                new(28, 28), [new(frame, NonLinearity.Relu, Pooling.Average(2))], frame, new() { Input = input })
                .Repair(repair);
            foreach (Stage stage in network.Stages)
            {
                FrameBounds bounds = stage.Frame.Bounds(stage.IsReal);
                Assert.True(bounds.Upper <= 1 + 1e-12);
                if (repair != Repair.Scale)
                    Assert.True(bounds.IsParseval(1e-12), $"{bounds}");
            }
            Assert.True(network.Certify().Lipschitz.Admissible);
        }
    }

    [Theory]
    [InlineData(Repair.Scale)]
    [InlineData(Repair.Tight)]
    [InlineData(Repair.Complete)]
    public void The_published_Morlet_bank_can_be_repaired(Repair repair)
    {
        Network network = Preset.Kymatio2D(new(32, 32), 2);
        Certificate published = network.Certify(), repaired = network.Repair(repair).Certify();
        Assert.False(published.Lipschitz.Admissible);
        Assert.True(repaired.Lipschitz.Admissible);
        Assert.True(repaired.Lipschitz.Value <= repaired.Boundary.Rho * (1 + 1e-12));
        Assert.True(published.Lipschitz.Value > published.Boundary.Rho);
    }

    [Fact]
    public void Leaving_paths_out_leaves_the_certificate_as_it_is()
    {
        FrameSettings frame = PolarFrame.Wavelets(3, 4);
        Module module = new(frame, NonLinearity.Modulus, Pooling.SubSample(2));
        double[] values = [.. Enum.GetValues<PathRule>().Select(rule => new Network(
            new(64, 64), [module, module], frame, new() { Paths = rule }).Certify().Lipschitz.Value)];
        Assert.All(values, value => Assert.Equal(values[0], value));
    }

    [Fact]
    public void Lipschitz_constants_of_the_paper_cost_a_factor()
    {
        FrameSettings frame = TensorFrame.Haar(2);
        Network network = new(
            new(16, 16), [new(frame, NonLinearity.Relu, Pooling.None)], frame,
            new() { Lipschitz = LipschitzRule.Paper });
        Certificate certificate = network.Certify();
        Assert.False(certificate.Lipschitz.Admissible);
        Assert.Equal(4, certificate.Modules[0].C, 1e-12);
        Assert.True(network.Repair(Repair.Tight).Certify().Lipschitz.Admissible);
    }

    [Fact]
    public void Padding_that_copies_is_counted()
    {
        Assert.Equal(1, new Boundary(BoundaryKind.Zero, new(28, 28), new(32, 32)).Expansion);
        Assert.Equal(2, new Boundary(BoundaryKind.Reflect, new(32, 32), new(48, 48)).Expansion);
        // Samples 15 and 16 of 32 are mirrored at both edges: three copies on each axis.
        Assert.Equal(3, new Boundary(BoundaryKind.Reflect, new(32, 32), new(64, 64)).Expansion);
        Assert.Equal(Math.Sqrt(5), new Boundary(BoundaryKind.Repeat, new(8), new(16)).Expansion);
    }
}
