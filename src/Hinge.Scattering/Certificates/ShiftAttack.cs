using Hinge.Core.Randomness;
using Hinge.Scattering.Networks;

namespace Hinge.Scattering.Certificates;

/// <summary>
/// Attacks on the translation bounds, and on the law that features of shifted signals are shifted features.
/// </summary>
internal static class ShiftAttack
{
    /// <summary>
    /// Shifts by multiples of every ΠS, against each layer's bound; other shifts, against Lip ‖T_m f - f‖.
    /// </summary>
    public static IEnumerable<VerificationCheck> Run(
        Probe probe, Certificate certificate, VerificationSettings settings, Action<int> step, CancellationToken cancel)
    {
        WorstCase bound = new("translation"), law = new("covariance", 1e-12);
        Network network = probe.Network;
        bool exact = network.Boundary.Kind == BoundaryKind.Periodic && network.Options.OutputCrop == 0
            && network.Options.OutputReduction is null;
        double[] reach = Bounds.Reach(network);
        int coarsest = network.Stages.Max(stage => stage.Reduction);
        RandomStream all = new RandomStream(settings.Seed).Split("shifts");
        for (int index = 0; index < settings.Shifts; index++)
        {
            cancel.ThrowIfCancellationRequested();
            RandomStream random = all.Split((ulong)index);
            double[] f = probe.Draw(random, index, settings.Signals.Span);
            bool divisible = exact && index % 2 == 0;
            int unit = divisible ? coarsest : 1;
            int along = unit * (index < 4 ? 1 : random.NextInt32(Math.Max(1, network.Size.Columns / unit)));
            int down = network.Size.Dimensions == 1 || index < 2
                ? 0 : unit * random.NextInt32(Math.Max(1, network.Size.Rows / unit));
            double[] shifted = Shifted(f, network.Size, down, along, probe.Components);
            string where = $"shift ({down}, {along}) of signal {index}, seed {settings.Seed}";
            double distance = Probe.Norm(f, shifted), norm = Probe.Norm(f);
            if (distance == 0)
                continue;
            double[] changes = probe.Change(f, shifted);
            bound.Take(
                Probe.Norm(changes) / distance / certificate.Lipschitz.Value, where + ", not divisible", f, shifted);
            if (divisible)
            {
                double[] limits = Limits(network, certificate, reach, down, along);
                for (int n = 0; n < changes.Length; n++)
                {
                    // Where the bound vanishes with the filter's band, rounding remains.
                    double room = (limits[n] * norm) + (1e-12 * norm);
                    bound.Take(changes[n] / room, $"{where}, layer {n}", f, shifted);
                }
                law.Take(Defect(probe, f, shifted, down, along), where, f, shifted);
            }
            step(index);
        }
        return [bound.Finish(), law.Finish()];
    }

    /// <summary>T_m f: the sample at n of the result is that at n - m.</summary>
    internal static double[] Shifted(ReadOnlySpan<double> f, GridSize grid, int down, int along, int components)
    {
        double[] shifted = new double[f.Length];
        for (int i = 0; i < grid.Count; i++)
        {
            (int row, int column) = Math.DivRem(i, grid.Columns);
            int to = ((row + down) % grid.Rows * grid.Columns) + ((column + along) % grid.Columns);
            for (int part = 0; part < components; part++)
                shifted[(to * components) + part] = f[(i * components) + part];
        }
        return shifted;
    }

    // The tighter of the computed form and 2π|m|K/ΠS: both hold, and the printed one is attacked through the first.
    private static double[] Limits(
        Network network, Certificate certificate, double[] reach, int down, int along)
    {
        double length = Math.Sqrt(((double)down * down) + ((double)along * along));
        double[] limits = new double[network.Depth + 1];
        for (int n = 0; n < limits.Length; n++)
        {
            double computed = reach[n] * network.Stages.Where(stage => stage.Layer == n)
                .Select(stage => Bounds.Shift(stage, down, along)).DefaultIfEmpty().Max();
            limits[n] = Math.Min(computed, certificate.Layers[n].ShiftPerSample * length);
        }
        return limits;
    }

    private static double Defect(Probe probe, double[] f, double[] shifted, int down, int along)
    {
        Network network = probe.Network;
        double[] still = probe.Features(f).ToArray();
        ReadOnlySpan<double> moved = probe.Features(shifted);
        int components = network.HasComplexFeatures ? 2 : 1;
        double sum = 0, size = Probe.Norm(f);
        foreach (PathNode node in network.Tree.Nodes)
        {
            GridSize grid = node.Stage.Grid;
            int reduction = node.Stage.Reduction, count = grid.Count * components;
            double[] expected = Shifted(
                still.AsSpan(node.Offset, count), grid, down / reduction, along / reduction, components);
            double defect = Probe.Norm(expected, moved.Slice(node.Offset, count));
            sum += defect * defect;
        }
        return Math.Sqrt(sum) / size;
    }
}
