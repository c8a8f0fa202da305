using Hinge.Scattering.Certificates;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Presets;

namespace Hinge.Scattering.Tests.Certificates;

public class VerificationTests
{
    private static readonly VerificationSettings s_quick =
        new() { Pairs = 40, Starts = 4, AscentSteps = 6, Shifts = 12, Deformations = 16, Seed = 3 };

    [Theory]
    [InlineData("wavelets:J=2,L=2", "16x16", "modulus", "none")]
    [InlineData("wavelets:J=2,L=2", "32x32", "relu", "sub:2")]
    [InlineData("ridgelets:J=2,L=2,real", "16x20", "tanh", "average:2")]
    [InlineData("shearlets:J=2", "16x16", "modulus", "none")]
    [InlineData("gabor:K=3", "17x16", "logistic", "none")]
    [InlineData("haar:J=2", "16x16", "relu", "max:2")]
    [InlineData("rbio2.2:J=2", "16x16", "modulus", "average:2")]
    [InlineData("meyer:J=3", "64", "modulus", "sub:2")]
    [InlineData("gabor:K=4", "48", "relu", "max:2")]
    [InlineData("random:K=4,size=3", "16x16", "tanh", "sub:2")]
    [InlineData("morlet:J=2,L=4", "32x32", "modulus", "sub:2")]
    public void No_attack_breaks_a_line(string frame, string size, string nonLinearity, string pooling)
    {
        foreach (InputKind input in Enum.GetValues<InputKind>())
        {
            Network network = TestNetworks.Deep(frame, size, 2, nonLinearity, pooling, new() { Input = input });
            VerificationResult result = Verification.Run(network, s_quick,
                cancel: TestContext.Current.CancellationToken);
            Assert.All(result.Checks, check => Assert.True(
                check.Passed, $"{check.Name}: {check.Worst} of {check.Limit}, {check.Where}"));
            // Constants pass through the low-pass unchanged, so a Parseval network attains its bound.
            if (network.Root.Frame.Bounds(network.Root.IsReal).IsParseval(1e-12))
                Assert.InRange(result["non-expansive"].Worst, 1 - 1e-6, 1 + 1e-6);
        }
    }

    [Theory]
    [InlineData("wavelets:J=1,L=2")]
    [InlineData("curvelets:J=1,L=2")]
    [InlineData("ridgelets:J=1,L=2,real")]
    [InlineData("shearlets:J=1")]
    [InlineData("gabor:K=3")]
    [InlineData("haar:J=1")]
    [InlineData("rbio2.2:J=1")]
    public void No_frame_fails_with_any_non_linearity_and_pooling(string frame)
    {
        foreach (string nonLinearity in (string[])["modulus", "relu", "tanh", "logistic"])
        {
            foreach (string pooling in (string[])["sub:2", "average:2", "max:2"])
            {
                Network network = TestNetworks.Deep(frame, "8x8", 1, nonLinearity, pooling);
                VerificationResult result = Verification.Run(
                    network, s_quick with { Pairs = 120, Starts = 2, Shifts = 0, Deformations = 0 },
                    cancel: TestContext.Current.CancellationToken);
                Assert.All(result.Checks, check => Assert.True(
                    check.Passed, $"{nonLinearity} {pooling} {check.Name}: {check.Worst}, {check.Where}"));
                if (frame != "rbio2.2:J=1")
                    Assert.InRange(result["non-expansive"].Worst, 1 - 1e-6, 1 + 1e-6);
            }
        }
    }

    [Fact]
    public void The_published_transforms_hold_too()
    {
        Network network = Preset.Kymatio2D(new(16, 16), 2, 4);
        VerificationResult result = Verification.Run(
            network, s_quick with { Pairs = 20 }, cancel: TestContext.Current.CancellationToken);
        Assert.All(result.Checks, check => Assert.True(
            check.Passed, $"{check.Name}: {check.Worst} of {check.Limit}, {check.Where}"));
    }

    [Fact]
    public void Digits_do_not_break_it_either()
    {
        double[] digits =
            [.. Enumerable.Range(0, 8).SelectMany(Samples.Digits.Test.Pixels).Select(value => (double)value)];
        VerificationResult result = Verification.Run(
            TestNetworks.Deep("rbio2.2:J=2", "28x28", 1, "modulus", "max:2"), s_quick with { Signals = digits },
            cancel: TestContext.Current.CancellationToken);
        Assert.All(result.Checks, check => Assert.True(check.Passed, $"{check.Name}: {check.Worst}, {check.Where}"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_filter_that_changed_after_the_certificate_is_found(int atom)
    {
        Network network = TestNetworks.Deep("wavelets:J=2,L=2", "16x16");
        VerificationResult result = Verification.Run(
            network.Weakened(atom, 1.3), network.Certify(), s_quick,
            cancel: TestContext.Current.CancellationToken);
        Assert.False(result.Passed);
        VerificationCheck failed = result.Checks.First(check => !check.Passed);
        Assert.NotEmpty(failed.First);
        Assert.Contains(result.Checks, check => check.Name == "identity" && !check.Passed);
    }

    [Fact]
    public void The_same_seed_finds_the_same()
    {
        Network network = TestNetworks.Deep("haar:J=2", "16x16", 2, "relu", "max:2");
        string Text() => string.Join(
            "\n", Verification.Run(network, s_quick, cancel: TestContext.Current.CancellationToken).Checks
                .Select(check => $"{check.Name} {check.Worst:R} {check.Where}"));
        Assert.Equal(Text(), Text());
    }

    [Fact]
    public void The_ascent_comes_closer_than_chance_where_pairs_stay_below()
    {
        // The general constant is a bound, not the norm; the steepest change is above what random pairs find.
        Network network = TestNetworks.Deep("rbio2.2:J=2", "16x16", 1);
        VerificationResult result = Verification.Run(
            network, s_quick with { AscentSteps = 30 }, cancel: TestContext.Current.CancellationToken);
        Assert.InRange(result["ascent"].Worst, result["non-expansive"].Worst, 1 + 1e-6);
        Assert.True(result["ascent"].Worst > 0.6, $"{result["ascent"].Worst}");
    }

    [Fact]
    public void Ten_thousand_pairs_do_not_break_a_Parseval_network()
    {
        Network network = TestNetworks.Deep("haar:J=1", "8x8", 2, "relu", "max:2");
        VerificationResult result = Verification.Run(
            network, s_quick with { Pairs = 10_000 }, cancel: TestContext.Current.CancellationToken);
        Assert.InRange(result["non-expansive"].Worst, 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void A_constant_of_one_dimension_halves_with_each_layer()
    {
        Network network = TestNetworks.Deep("meyer:J=3", "1024", 4, "modulus", "sub:2");
        Certificate certificate = network.Certify();
        for (int n = 1; n < 4; n++)
        {
            Assert.Equal(
                certificate.Layers[n].ShiftPerSample * certificate.Layers[n + 1].K / (2 * certificate.Layers[n].K),
                certificate.Layers[n + 1].ShiftPerSample, 1e-12);
        }
    }

    [Theory]
    [InlineData("64")]
    [InlineData("48x32")]
    public void The_band_limited_bound_is_not_empty(string size)
    {
        Network network = TestNetworks.Deep("gabor:K=2", size, 1, "identity");
        VerificationResult result = Verification.Run(
            network, s_quick with { Pairs = 1, Starts = 1, Deformations = 150 },
            cancel: TestContext.Current.CancellationToken);
        Assert.InRange(result["band-limited"].Worst, 0.3, 1);
        Assert.InRange(result["cartoon"].Worst, 0.3, 1);
        Assert.InRange(result["lipschitz class"].Worst, 0.1, 1);
    }
}
