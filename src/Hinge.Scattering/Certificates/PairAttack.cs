using Hinge.Core.Randomness;

namespace Hinge.Scattering.Certificates;

/// <summary>Attacks on non-expansiveness: random pairs, constants, and ascent to the steepest change.</summary>
internal static class PairAttack
{
    /// <summary>
    /// Random pairs at distances 10⁻⁶ … 1 of their size, and constants, against the whole and each layer.
    /// </summary>
    public static IEnumerable<VerificationCheck> Pairs(
        Probe probe, Certificate certificate, VerificationSettings settings, Action<int> step, CancellationToken cancel)
    {
        WorstCase whole = new("non-expansive"), layers = new("per layer");
        double[] zero = new double[probe.Length], constant = new double[probe.Length];
        for (int i = 0; i < constant.Length; i += probe.Components)
            constant[i] = 1;
        Take(probe, certificate, whole, layers, constant, zero, "constant signals");
        RandomStream all = new RandomStream(settings.Seed).Split("pairs");
        for (int pair = 0; pair < settings.Pairs; pair++)
        {
            cancel.ThrowIfCancellationRequested();
            RandomStream random = all.Split((ulong)pair);
            double[] f = probe.Draw(random, pair, settings.Signals.Span);
            double[] other = probe.Draw(random, pair / 3, settings.Signals.Span);
            double share = pair % 5 == 0 ? 1 : Math.Pow(10, -6 * random.NextDouble());
            double[] h = new double[f.Length];
            for (int i = 0; i < h.Length; i++)
                h[i] = pair % 5 == 0 ? other[i] : f[i] + (share * other[i]);
            Take(probe, certificate, whole, layers, f, h, $"pair {pair} of seed {settings.Seed}");
            step(pair);
        }
        return [whole.Finish(), layers.Finish()];
    }

    /// <summary>Power iteration on JᵀJ from several starts, then pairs along what it found.</summary>
    public static VerificationCheck Ascent(
        Probe probe, Certificate certificate, VerificationSettings settings, Action<int> step, CancellationToken cancel)
    {
        WorstCase worst = new("ascent");
        Transforms.ScatteringDerivative derivative = new(probe.Network);
        RandomStream all = new RandomStream(settings.Seed).Split("ascent");
        double[] image = new double[derivative.FeatureLength];
        for (int start = 0; start < settings.Starts; start++)
        {
            RandomStream random = all.Split((ulong)start);
            double[] f = probe.Draw(random, start, settings.Signals.Span), v = probe.Draw(random, 0, []);
            for (int i = 0; i < settings.AscentSteps; i++)
            {
                cancel.ThrowIfCancellationRequested();
                Scale(v, 1 / Probe.Norm(v));
                derivative.Jvp(f, v, image);
                string where = $"start {start} of seed {settings.Seed}, derivative after {i} steps";
                worst.Take(Probe.Norm(image) / certificate.Lipschitz.Value, where, f, v);
                derivative.Vjp(f, image, v);
                if (!(Probe.Norm(v) > 0))
                    break;
            }
            if (Probe.Norm(v) is var length && length > 0)
            {
                Scale(v, Probe.Norm(f) / length);
                foreach (double distance in (ReadOnlySpan<double>)[1e-6, 1e-3, 1])
                {
                    double[] h = [.. f.Zip(v, (a, b) => a + (distance * b))];
                    double quotient = Probe.Norm(probe.Change(f, h)) / Probe.Norm(f, h) / certificate.Lipschitz.Value;
                    worst.Take(quotient, $"start {start} of seed {settings.Seed}, distance {distance}", f, h);
                }
            }
            step(start);
        }
        return worst.Finish();
    }

    private static void Take(
        Probe probe, Certificate certificate, WorstCase whole, WorstCase layers, double[] f, double[] h, string where)
    {
        double distance = Probe.Norm(f, h);
        if (distance == 0)
            return;
        double[] changes = probe.Change(f, h);
        whole.Take(Probe.Norm(changes) / distance / certificate.Lipschitz.Value, where, f, h);
        for (int n = 0; n < changes.Length; n++)
        {
            if (certificate.Layers[n].LOmegaTight is var bound && bound > 0)
                layers.Take(changes[n] / distance / bound, $"{where}, layer {n}", f, h);
        }
    }

    private static void Scale(double[] values, double factor)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] *= factor;
    }
}
