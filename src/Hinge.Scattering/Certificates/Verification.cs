using Hinge.Core.Randomness;
using Hinge.Core.Runs;
using Hinge.Scattering.Networks;
using Hinge.Scattering.NonLinearities;

namespace Hinge.Scattering.Certificates;

/// <summary>The adversary: tries to break every line of a certificate by signals it makes.</summary>
public static class Verification
{
    /// <summary>Attacks the certificate of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="settings">How hard.</param>
    /// <param name="progress">Takes the steps; may be null.</param>
    /// <param name="cancel">Stops the attack.</param>
    /// <exception cref="NetworkException">The network has more than 2²⁴ values.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static VerificationResult Run(
        Network network, VerificationSettings settings, IProgress<RunProgress>? progress = null,
        CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Run(network, network.Certify(), settings, progress, cancel);
    }

    /// <summary>Attacks a certificate that need not be the network's own.</summary>
    /// <param name="network">The network.</param>
    /// <param name="certificate">The claim.</param>
    /// <param name="settings">How hard.</param>
    /// <param name="progress">Takes the steps; may be null.</param>
    /// <param name="cancel">Stops the attack.</param>
    /// <exception cref="NetworkException">The network has more than 2²⁴ values, or the certificate other
    /// layers.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static VerificationResult Run(
        Network network, Certificate certificate, VerificationSettings settings,
        IProgress<RunProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(settings);
        if (certificate.Layers.Count != network.Depth + 1)
            throw new NetworkException(
                $"the certificate is of {certificate.Layers.Count} layers, the network has {network.Depth + 1}");
        Probe probe = new(network);
        if (settings.Signals.Length % probe.Length != 0)
            throw new NetworkException(
                $"{settings.Signals.Length} numbers of signals; expected a multiple of {probe.Length}");
        Action<int> Step(string stage, int total) =>
            index => progress?.Report(new(stage, index + 1, total));
        DeformationAttack deformation = new(probe, certificate, settings, cancel);
        List<VerificationCheck> checks =
        [
            .. PairAttack.Pairs(probe, certificate, settings, Step("pairs", settings.Pairs), cancel),
            PairAttack.Ascent(probe, certificate, settings, Step("ascent", settings.Starts), cancel),
            .. ShiftAttack.Run(probe, certificate, settings, Step("shifts", settings.Shifts), cancel),
            deformation.BandLimited(),
            deformation.Cartoon(),
            deformation.Lipschitz(),
        ];
        if (HasEnergyIdentity(network, certificate))
            checks.Add(Identity(probe, settings));
        return new(checks);
    }

    // W_n = |||Φⁿ(f)|||² + W_{n+1}.
    private static VerificationCheck Identity(Probe probe, VerificationSettings settings)
    {
        WorstCase worst = new("identity", 1e-12);
        RandomStream all = new RandomStream(settings.Seed).Split("identity");
        for (int index = 0; index < 6; index++)
        {
            double[] f = probe.Draw(all.Split((ulong)index), index, settings.Signals.Span);
            EnergyReport report = probe.Energy(f);
            for (int n = 0; n < report.Layers.Count; n++)
            {
                double further = n + 1 < report.Layers.Count ? report.Layers[n + 1].Energy : report.Remaining;
                double defect = Math.Abs(report.Layers[n].Energy - report.Layers[n].Output - further);
                worst.Take(defect / report.Layers[0].Energy, $"signal {index} of seed {settings.Seed}, layer {n}", f);
            }
        }
        return worst.Finish();
    }

    // Whether the frames are Parseval is the certificate's claim, not looked up again.
    private static bool HasEnergyIdentity(Network network, Certificate certificate) =>
        network.Options is { Paths: PathRule.All, OutputCrop: 0, OutputReduction: null }
        && network.Modules.All(
            module => module.NonLinearity == NonLinearity.Modulus && module.Pooling.Kind == PoolingKind.None)
        && network.Stages.All(Undecimated)
        && certificate.Modules.All(
            module => Math.Abs(module.Lower - 1) <= 1e-12 && Math.Abs(module.Upper - 1) <= 1e-12);

    private static bool Undecimated(Stage stage) => stage.Frame.Propagated.All(atom => atom.Label.Factor == 1);
}
