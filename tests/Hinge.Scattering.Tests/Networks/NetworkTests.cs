using System.Numerics;
using CsCheck;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;

namespace Hinge.Scattering.Tests.Networks;

public class NetworkTests
{
    private static readonly string[] s_frames =
        ["wavelets:J=1,L=2", "ridgelets:J=1,L=2,real", "gabor:K=2", "haar:J=1", "rbio2.2:J=1", "random:K=2,size=2"];

    private static readonly string[] s_functions = ["modulus", "relu", "tanh", "logistic"];

    [Fact]
    public void Random_networks_keep_their_certificates_and_their_counts() => Gen.Select(
        Gen.Int[4, 20], Gen.Int[4, 20], Gen.Int[0, 3], Gen.Int[0, 1 << 16], Gen.UInt).Sample((
            rows, columns, depth, choice, seed) =>
    {
        List<Module> modules = [];
        (int y, int x) = (rows, columns);
        for (int layer = 0; layer < depth; layer++)
        {
            int pick = (choice >> (4 * layer)) & 15;
            bool pools = y % 2 == 0 && x % 2 == 0 && Math.Min(y, x) >= 8;
            Pooling pooling = !pools ? Pooling.None : (pick % 4) switch
            {
                0 => Pooling.None, 1 => Pooling.SubSample(2), 2 => Pooling.Average(2), _ => Pooling.Maximum(2),
            };
            (y, x) = (y / pooling.Factor, x / pooling.Factor);
            modules.Add(new(
                FrameText.Parse(s_frames[(pick + layer) % s_frames.Length]),
                NonLinearity.Parse(s_functions[(pick / 4) % 4]), pooling));
        }
        Network network = new(
            new(rows, columns), modules, FrameText.Parse(s_frames[choice % s_frames.Length]), new()
            {
                Paths = (PathRule)(seed % 3), Input = (InputKind)(choice % 2),
            });
        Certificate certificate = network.Certify();
        ScalarTransform transform = new(network);
        NetworkSize size = network.Count();
        Assert.Equal((BigInteger)transform.FeatureLength, size.Values);
        Assert.Equal((BigInteger)transform.Paths.Count, size.Maps);
        double[] f = TestNetworks.Noise(transform.InputLength, seed),
            h = TestNetworks.Noise(transform.InputLength, seed + 1UL);
        double[] a = new double[transform.FeatureLength], b = new double[a.Length];
        transform.Transform(f, 1, a);
        transform.Transform(h, 1, b);
        Assert.True(Probe.Norm(a, b) <= certificate.Lipschitz.Value * Probe.Norm(f, h) * (1 + 1e-9));
    }, iter: 60);

    [Fact]
    public void Deep_networks_are_counted_without_walking_them()
    {
        Network network = TestNetworks.Deep("wavelets:J=3,L=8", "28x28", 8);
        NetworkSize size = network.Count();
        Assert.Equal((BigInteger.Pow(48, 9) - 1) / 47, size.Maps);
        NetworkException refusal = Assert.Throws<NetworkException>(() => new ScalarTransform(network));
        Assert.EndsWith("at most 16777216 values without --force", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<NetworkException>(network.Paths);
    }

    [Fact]
    public void A_modulus_network_is_homogeneous()
    {
        ScalarTransform transform = new(TestNetworks.Deep("gabor:K=4", "16x16", 2, "modulus", "max:2"));
        double[] f = TestNetworks.Noise(256, 1), a = new double[transform.FeatureLength], b = new double[a.Length];
        transform.Transform(f, 1, a);
        transform.Transform([.. f.Select(value => -3 * value)], 1, b);
        // The output of layer 0 is linear; the rest has lost the sign.
        for (int i = 0; i < a.Length; i++)
            Assert.Equal((i < 256 ? -3 : 3) * a[i], b[i], 1e-12);
    }

    [Fact]
    public void Single_precision_and_threads_change_nothing_but_rounding()
    {
        Network network = TestNetworks.Deep("wavelets:J=1,L=2", "16x16", 2, "modulus", "sub:2");
        float[] signals = [.. TestNetworks.Noise(7 * 256, 2).Select(value => (float)value)];
        ScatteringTransform one = new(network), three = new(network, new() { Threads = 3 });
        float[] a = new float[7 * one.FeatureLength], b = new float[a.Length];
        one.Transform(signals, 7, a);
        three.Transform(signals, 7, b);
        Assert.Equal(a, b);
        double[] c = new double[a.Length];
        new ScalarTransform(network).Transform([.. signals.Select(value => (double)value)], 7, c);
        double error = c.Zip(a, (x, y) => (x - y) * (x - y)).Sum();
        Assert.InRange(Math.Sqrt(error / c.Sum(x => x * x)), 0, 5e-7);
    }

    [Fact]
    public void Complex_features_lie_real_and_imaginary_by_turns()
    {
        Network network = TestNetworks.Deep("meyer:J=2", "32", 1, "identity", "none",
            new() { Input = InputKind.Complex });
        Assert.True(network.HasComplexFeatures);
        ScalarTransform transform = new(network);
        Assert.Equal((64, 2 * 32 * 5), (transform.InputLength, transform.FeatureLength));
        // A pure wave passes each filter as a multiple of itself.
        double[] wave = [.. Enumerable.Range(0, 64).Select(i => i % 2 == 0
            ? Math.Cos(2 * Math.PI * 3 * (i / 2) / 32) : Math.Sin(2 * Math.PI * 3 * (i / 2) / 32))];
        double[] features = new double[transform.FeatureLength];
        transform.Transform(wave, 1, features);
        double gain = network.Root.Frame.Generator.Spectrum[3].Real;
        for (int i = 0; i < 64; i++)
            Assert.Equal(gain * wave[i], features[i], 1e-12);
    }

    [Fact]
    public void A_grid_that_cannot_be_pooled_is_told_by_layer()
    {
        NetworkException refusal = Assert.Throws<NetworkException>(
            () => TestNetworks.Deep("haar:J=1", "14x14", 2, "modulus", "sub:2"));
        Assert.Equal("layer 2: grid 7x7 is not divisible by 2; pad to 8 or use none", refusal.Message);
    }

    [Fact]
    public void The_order_of_paths_is_by_layer_and_then_by_atom()
    {
        IReadOnlyList<ScatteringPath> paths = TestNetworks.Deep("haar:J=1", "8x8", 2).Paths();
        Assert.Equal(
            ["", "0", "1", "2", "0,0", "0,1", "0,2", "1,0", "1,1", "1,2", "2,0", "2,1", "2,2"],
            paths.Select(path => string.Join(",", path.Atoms)));
        Assert.Equal(paths.Select((_, index) => 64 * index), paths.Select(path => path.Offset));
    }

    [Fact]
    public void Paths_can_be_chosen_by_their_energy()
    {
        Network network = TestNetworks.Deep("wavelets:J=2,L=2", "16x16");
        double[] signals = TestNetworks.Noise(3 * 256, 7);
        Network chosen = network.Select(PathSelection.ByEnergy(network, signals, 0.02));
        Assert.Equal(network.Paths().Count, network.Select(PathSelection.ByEnergy(network, signals, 0)).Paths().Count);
        Assert.InRange(chosen.Paths().Count, 2, network.Paths().Count - 1);
        Assert.Equal(chosen.Paths().Count, (int)chosen.Count().Maps);
        Assert.Equal(network.Certify().Lipschitz.Value, chosen.Certify().Lipschitz.Value);
        // What is kept is what it was.
        ScalarTransform all = new(network), some = new(chosen);
        double[] a = new double[all.FeatureLength], b = new double[some.FeatureLength];
        all.Transform(signals.AsSpan(0, 256), 1, a);
        some.Transform(signals.AsSpan(0, 256), 1, b);
        foreach (ScatteringPath path in some.Paths)
        {
            ScatteringPath same = all.Paths.Single(each => each.Atoms.SequenceEqual(path.Atoms));
            Assert.Equal(a[same.Offset..(same.Offset + 256)], b[path.Offset..(path.Offset + 256)]);
        }
        EnergyReport report = some.Energy(signals, 3);
        Assert.True(report.Layers[2].NotFollowed > 0);
        double defect = report.Layers[1].Energy - report.Layers[1].Output - report.Layers[2].Energy
            - report.Layers[2].NotFollowed;
        Assert.True(Math.Abs(defect) <= 1e-12 * report.Layers[0].Energy);
        Assert.Throws<NetworkException>(() => PathSelection.ByEnergy(network, signals, 1.5));
    }

    [Fact]
    public void A_frame_that_propagates_nothing_ends_the_network()
    {
        FrameSettings alone = new LearnedFrame(
            "one", Core.Formats.NdArray.From<double>([0.5, 0.25], 1, 1, 2), LowPassChoice.Filter(0));
        Network network = new(
            new(8, 8), [.. Enumerable.Repeat(new Module(alone, NonLinearity.Modulus, Pooling.None), 2)], alone);
        Assert.Equal(1, (int)network.Count().Maps);
        Assert.Equal([0.75, 0, 0], network.Certify().Layers.Select(layer => layer.LOmegaTight));
        Assert.True(Verification.Run(
            network, new() { Pairs = 4, Starts = 1, Deformations = 4 },
                cancel: TestContext.Current.CancellationToken).Passed);
    }

    [Fact]
    public void Every_padding_has_its_adjoint()
    {
        foreach (BoundaryKind kind in (BoundaryKind[])[BoundaryKind.Zero, BoundaryKind.Reflect, BoundaryKind.Repeat])
        {
            Boundary boundary = new(kind, new(5, 3), new(12, 8));
            Complex[] f = [.. TestNetworks.Noise(15, 1).Select(value => (Complex)value)];
            Complex[] g = [.. TestNetworks.Noise(96, 2).Select(value => (Complex)value)];
            Complex[] padded = new Complex[96], folded = new Complex[15];
            boundary.Pad(f, padded);
            boundary.Fold(g, folded);
            Assert.Equal(
                padded.Zip(g, (a, b) => (a * b).Real).Sum(), f.Zip(folded, (a, b) => (a * b).Real).Sum(), 1e-12);
            Assert.True(Math.Sqrt(padded.Sum(value => value.Real * value.Real))
                <= boundary.Expansion * Math.Sqrt(f.Sum(value => value.Real * value.Real)) * (1 + 1e-12));
        }
    }

    [Fact]
    public void Presets_read_their_text()
    {
        Assert.Equal(217, (int)Preset.Parse("kymatio2d:J=3", new(28, 28)).Count().Maps);
        Assert.Equal(18424, (int)Preset.Parse("companion:haar", new(28, 28)).Count().Values);
        Assert.Equal(
            "unknown preset 'kymatio2s'; did you mean 'kymatio2d'?",
            Assert.Throws<NetworkException>(() => Preset.Parse("kymatio2s:J=3", new(28, 28))).Message);
        Assert.Throws<NetworkException>(() => Preset.Parse("kymatio2d:J=6", new(28, 28)));
        Assert.Throws<FrameException>(() => Preset.Parse("kymatio2d:Q=6", new(28, 28)));
    }
}
