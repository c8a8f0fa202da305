using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Tour;
using Hinge.Core.Runs;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Samples;
using Hinge.Scattering;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;
using Hinge.Scattering.Presets;
using Hinge.Scattering.Transforms;

namespace Hinge.Cli.Scattering;

/// <summary>
/// The tour's stop at Scattering: certifies three networks, repairs the one that fails, attacks one of them, and
/// transforms digits.
/// </summary>
internal sealed class ScatterStop : ITourStop
{
    private const int DigitCount = 30;

    /// <inheritdoc/>
    public string Name => "scatter";

    /// <inheritdoc/>
    public string Description => "features with a certificate, attacked";

    /// <inheritdoc/>
    public bool UsesTorch => false;

    /// <inheritdoc/>
    public TourResult Run(TourContext context, CancellationToken cancellation)
    {
        GridSize size = new(28, 28);
        FrameSettings wavelets = PolarFrame.Wavelets(2, 2), haar = TensorFrame.Haar(2);
        Network attacked = new(
            size, [new(wavelets, NonLinearity.Modulus, Pooling.SubSample(2)),
                new(wavelets, NonLinearity.Relu, Pooling.None)],
            wavelets);
        Network maximum = Preset.Companion(size, haar, NonLinearity.Relu, Pooling.Maximum(2));
        Network published = Preset.Companion(
            size, TensorFrame.Rbio22(3), NonLinearity.Modulus, Pooling.SubSample(2));
        Network repaired = published.Repair(Repair.Scale);
        Certificate[] certificates =
            [.. ((Network[])[attacked, maximum, published, repaired]).Select(network => network.Certify())];

        VerificationResult attack = Verification.Run(
            attacked, new() { Pairs = 100, Starts = 3, AscentSteps = 6, Seed = context.Seed },
            new StageProgress(context.Progress), cancellation);
        EnergyReport energy = Digits(context, cancellation);
        double apart = InLanes(Samples.Digits.Test);
        double worst = attack.Checks.Where(check => check.Limit > 0.5).Max(check => check.Worst);
        AddReport(context.Report, certificates, attack, energy);

        bool passed = attack.Passed && apart < 5e-7 && !certificates[2].Lipschitz.Admissible
            && certificates.Where((_, index) => index != 2).All(each => each.Lipschitz.Admissible);
        string truth = string.Create(
            CultureInfo.InvariantCulture,
            $"three networks certified, one of them repaired from {certificates[2].Lipschitz.Value:F3} to "
            + $"{certificates[3].Lipschitz.Value:F3}; {attack.Checks.Sum(check => check.Cases)} attacks reach "
            + $"{worst:F6} of the certificate; {DigitCount} digits keep "
            + $"{100 * energy.CumulativeShare(2):F1} % of their energy; "
            + $"in lanes {apart:0.0e0} from double");
        return new(passed, truth, "≤ 1.000001", new JsonObject
        {
            ["worst"] = worst,
            ["published"] = certificates[2].Lipschitz.Value,
            ["repaired"] = certificates[3].Lipschitz.Value,
            ["energy"] = energy.CumulativeShare(2),
            ["lanes"] = apart,
        });
    }

    private static EnergyReport Digits(TourContext context, CancellationToken cancellation)
    {
        ScalarTransform transform = new(new(
            new(28, 28), [.. Enumerable.Repeat(new Module(
                PolarFrame.Wavelets(3, 4), NonLinearity.Modulus, Pooling.None), 2)], PolarFrame.Wavelets(3, 4)));
        DigitSet digits = Samples.Digits.Test;
        double[] signals = new double[DigitCount * transform.InputLength];
        for (int i = 0; i < DigitCount; i++)
        {
            float[] pixels = digits.Pixels(i);
            for (int n = 0; n < pixels.Length; n++)
                signals[(i * pixels.Length) + n] = pixels[n];
        }
        cancellation.ThrowIfCancellationRequested();
        context.Progress.Report(new("scatter: digits", 0, DigitCount));
        return transform.Energy(signals, DigitCount);
    }

    // How far the fast transform in single precision is from the specification in double, relative to the features.
    private static double InLanes(DigitSet digits)
    {
        Network network = Preset.Kymatio2D(new(28, 28), 2);
        ScatteringTransform lanes = new(network);
        ScalarTransform scalar = new(network);
        float[] signals = [.. Enumerable.Range(0, DigitCount).SelectMany(digits.Pixels)];
        float[] found = new float[DigitCount * lanes.FeatureLength], expected = new float[found.Length];
        lanes.Transform(signals, DigitCount, found);
        scalar.Transform(signals, DigitCount, expected);
        double error = 0, norm = 0;
        for (int i = 0; i < found.Length; i++)
        {
            error += (found[i] - expected[i]) * (double)(found[i] - expected[i]);
            norm += expected[i] * (double)expected[i];
        }
        return Math.Sqrt(error / norm);
    }

    private static void AddReport(
        Report report, Certificate[] certificates, VerificationResult attack, EnergyReport energy)
    {
        ReportSection section = report.AddSection("Features with a certificate");
        section.Text(
            "Every number of a certificate is computed from the filters themselves: how far features can move, for any "
            + "input. Then the adversary tries to break each line.");
        section.Certificate(
            attack.Passed, "Worst quotient of what was measured and what the certificate allows.",
            [.. attack.Checks.Select(check => new CertificateCheck(
                check.Name, check.Worst.ToString("G6", CultureInfo.InvariantCulture),
                "≤ " + check.Limit.ToString("G7", CultureInfo.InvariantCulture), check.Passed))]);
        section.Text(
            "The second frame of the companion is not admissible as published; the certificate says so, and by how "
            + "much: "
            + string.Join(" ", certificates[2].ToLines().Take(1)) + ".");
        section.Figure(
            Figures.Lines(
                new Axis("layer", ""), new Axis("share of the energy", "%"),
                new Series(
                    "in the features up to here",
                    [.. energy.Layers.Select(layer => (double)layer.Layer)],
                    [.. energy.Layers.Select(layer => 100 * energy.CumulativeShare(layer.Layer))])),
            "Energy of digits in the features, layer by layer (wavelets:J=3,L=4, modulus, no pooling).",
            "Cumulative energy against layer");
    }

    private sealed class StageProgress(IProgress<RunProgress> progress) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => progress.Report(value with { Stage = "scatter: " + value.Stage });
    }
}
