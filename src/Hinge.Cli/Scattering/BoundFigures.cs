using System.Globalization;
using Hinge.Core.Randomness;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Scattering;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Transforms;

namespace Hinge.Cli.Scattering;

/// <summary>What a certificate allows beside what is measured: quotients of random pairs, and shifts.</summary>
internal static class BoundFigures
{
    private const int Pairs = 200, Bins = 40, Signals = 4;

    /// <summary>Adds the sections.</summary>
    public static void Add(Report report, Network network, VerificationResult attack, ulong seed)
    {
        if (network.Options.Input != InputKind.Real)
            return;
        Certificate certificate = network.Certify();
        ScalarTransform transform = new(network);
        RandomStream random = new RandomStream(seed).Split("figures");
        ReportSection section = report.AddSection("Bound against measured");
        section.Certificate(
            attack.Passed, "No attack passes the certificate.",
            [.. attack.Checks.Select(check => new CertificateCheck(
                check.Name, check.Worst.ToString("G6", CultureInfo.InvariantCulture),
                "≤ " + check.Limit.ToString("G7", CultureInfo.InvariantCulture), check.Passed))]);
        section.Figure(
            Quotients(transform, certificate.Lipschitz.Value, random),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Quotients |F(f)-F(h)| / |f-h| of {Pairs} random pairs; the bound is {certificate.Lipschitz.Value:F6}."),
            "Histogram of Lipschitz quotients with the bound as a line");
        if (network.Size.Dimensions == 2)
            AddShifts(section, transform, certificate, random);
    }

    private static Figure Quotients(ScalarTransform transform, double bound, RandomStream random)
    {
        int length = transform.InputLength;
        double[] both = new double[2 * length], features = new double[2 * transform.FeatureLength];
        double[] quotients = new double[Pairs];
        for (int pair = 0; pair < Pairs; pair++)
        {
            random.FillGaussian(both);
            double scale = Math.Pow(10, -pair % 4);
            for (int i = 0; i < length; i++)
                both[length + i] = pair % 2 == 0 ? both[i] + (scale * both[length + i]) : both[i] + scale;
            transform.Transform(both, 2, features);
            quotients[pair] = Distance(features, 0, features.Length / 2, features.Length / 2)
                / Distance(both, 0, length, length);
        }
        double top = 1.05 * Math.Max(bound, quotients.Max());
        double[] x = [.. Enumerable.Range(0, Bins).Select(bin => (bin + 0.5) * top / Bins)];
        double[] y = new double[Bins];
        foreach (double quotient in quotients)
            y[Math.Min(Bins - 1, (int)(quotient * Bins / top))]++;
        return Figures.Lines(
            new("quotient", "", Low: 0, High: top), new("pairs", "", Low: 0),
            new Series("measured", x, y), new Series("bound", [bound, bound], [0, y.Max()]));
    }

    private static void AddShifts(
        ReportSection section, ScalarTransform transform, Certificate certificate, RandomStream random)
    {
        GridSize size = transform.Network.Size;
        double[] shifts = [.. Enumerable.Range(0, 5).Select(power => (double)(1 << power)).Where(m => m < size.Columns)];
        double[] signal = new double[size.Count], both = new double[2 * size.Count];
        double[] features = new double[2 * transform.FeatureLength];
        int layers = certificate.Layers.Count;
        double[,] measured = new double[layers, shifts.Length];
        for (int index = 0; index < Signals; index++)
        {
            random.FillGaussian(signal);
            double norm = Math.Sqrt(signal.Sum(value => value * value));
            for (int s = 0; s < shifts.Length; s++)
            {
                for (int i = 0; i < size.Count; i++)
                {
                    (int row, int column) = Math.DivRem(i, size.Columns);
                    both[i] = signal[i];
                    both[size.Count + (row * size.Columns) + ((column + (int)shifts[s]) % size.Columns)] = signal[i];
                }
                transform.Transform(both, 2, features);
                for (int layer = 0; layer < layers; layer++)
                    measured[layer, s] = Math.Max(measured[layer, s], OfLayer(transform, features, layer) / norm);
            }
        }
        List<Series> series = [];
        for (int layer = 0; layer < layers; layer++)
        {
            int own = layer;
            series.Add(new(
                $"layer {layer}, bound", shifts, [.. shifts.Select(m => m * certificate.Layers[own].ShiftPerSample)]));
            series.Add(new(
                $"layer {layer}", shifts, [.. Enumerable.Range(0, shifts.Length).Select(s => measured[own, s])]));
        }
        section.Figure(
            Figures.Lines(
                new("shift", "samples", AxisScale.Logarithmic),
                new("change of features / norm", "", AxisScale.Logarithmic), series),
            $"How far the features of each layer move when a signal is shifted: the bound, and the worst of {Signals} "
            + "random signals.",
            "Bound and measured change against the shift, one pair of lines a layer");
    }

    private static double OfLayer(ScalarTransform transform, double[] features, int layer)
    {
        double sum = 0;
        int half = features.Length / 2;
        IReadOnlyList<ScatteringPath> paths = transform.Paths;
        for (int p = 0; p < paths.Count; p++)
        {
            if (paths[p].Layer != layer)
                continue;
            int end = p + 1 < paths.Count ? paths[p + 1].Offset : half;
            double distance = Distance(features, paths[p].Offset, half, end - paths[p].Offset);
            sum += distance * distance;
        }
        return Math.Sqrt(sum);
    }

    private static double Distance(double[] values, int from, int other, int count)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double difference = values[from + i] - values[from + other + i];
            sum += difference * difference;
        }
        return Math.Sqrt(sum);
    }
}
