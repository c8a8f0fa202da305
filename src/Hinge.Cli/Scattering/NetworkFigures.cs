using System.Globalization;
using System.Numerics;
using Hinge.Core.Pictures;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Scattering;
using Hinge.Scattering.Frames;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Transforms;

namespace Hinge.Cli.Scattering;

/// <summary>A network in figures: its filter bank, atoms, Littlewood-Paley sum, and where energy goes.</summary>
internal static class NetworkFigures
{
    private const int MostAtoms = 12;

    /// <summary>Adds the sections.</summary>
    /// <param name="report">The report.</param>
    /// <param name="network">The network; nothing is added for one of one dimension.</param>
    /// <param name="signals">Signals whose energies are shown, one after the other; may be empty.</param>
    public static void Add(Report report, Network network, double[] signals)
    {
        if (network.Size.Dimensions != 2)
            return;
        Frame frame = (network.Depth > 0 ? network.Modules[0].Frame : network.Output).Build(network.Boundary.Grid);
        ReportSection section = report.AddSection("Filters");
        section.Montage(
            $"The {frame.Count} filters of the first layer in the plane of frequencies, zero in the middle, the "
            + "edge at ½ cycle per sample. Colours are scales; the low-pass is grey.",
            new Tile(FrequencyPlane.Draw(frame), frame.Name, "Filter bank in the frequency plane"));
        Atom[] shown = [frame.Generator, .. frame.Propagated.Take(MostAtoms - 1)];
        section.Montage(
            $"The first {shown.Length} filters in space, real part left, imaginary part right; grey is zero.",
            [.. shown.Select((atom, index) => new Tile(
                InSpace(atom), index == 0 ? "low-pass" : $"scale {atom.Label.Level}", $"Filter {index} in space"))]);
        FrameBounds bounds = frame.Bounds(forRealSignals: true);
        section.Figure(
            Figures.HeatMap(
                Sum(frame), Cycles("horizontal frequency"), Cycles("vertical frequency"),
                new("energy passed", "")),
            string.Create(
                CultureInfo.InvariantCulture,
                $"Littlewood-Paley sum: the energy that the bank passes at each frequency, for real signals. A = "
                + $"{bounds.Lower:F6}, B = {bounds.Upper:F6}."),
            "Littlewood-Paley sum");
        if (signals.Length > 0 && network.Options.Input == InputKind.Real)
            AddEnergy(report.AddSection("Energy"), network, signals);
    }

    private static void AddDisc(ReportSection section, ScalarTransform transform, double[] signals)
    {
        double[] features = new double[transform.FeatureLength], energies = new double[transform.Paths.Count];
        for (int first = 0; first + transform.InputLength <= signals.Length; first += transform.InputLength)
        {
            transform.Transform(signals.AsSpan(first, transform.InputLength), 1, features);
            for (int p = 0; p < energies.Length; p++)
            {
                int end = p + 1 < energies.Length ? transform.Paths[p + 1].Offset : features.Length;
                for (int i = transform.Paths[p].Offset; i < end; i++)
                    energies[p] += features[i] * features[i];
            }
        }
        Tile[] tiles = [.. ((int[])[1, 2]).Select(layer => (layer, ScatteringDisc.Draw(transform.Paths, energies, layer)))
            .Where(each => each.Item2 is not null && each.layer <= transform.Network.Depth)
            .Select(each => new Tile(each.Item2!, $"order {each.layer}", $"Scattering disc of order {each.layer}"))];
        if (tiles.Length > 0)
            section.Montage(
                "Scattering discs: rings are scales, the finest outside; sectors are directions, those of the second "
                + "atom inside those of the first; light is the energy of the features.",
                tiles);
    }

    private static void AddEnergy(ReportSection section, Network network, double[] signals)
    {
        ScalarTransform transform = new(network);
        EnergyReport energy = transform.Energy(signals, signals.Length / network.Size.Count);
        double[] layers = [.. energy.Layers.Select(layer => (double)layer.Layer)];
        double all = energy.Layers[0].Energy;
        section.Figure(
            Figures.Lines(
                new("layer", ""), new("share of the energy", "%", Low: 0),
                new Series("in features up to here", layers,
                    [.. energy.Layers.Select(layer => 100 * energy.CumulativeShare(layer.Layer))]),
                new Series("arriving", layers, [.. energy.Layers.Select(layer => 100 * layer.Energy / all)])),
            $"Where the energy of {signals.Length / network.Size.Count} signals is, layer by layer. " + Depths(energy),
            "Energy against layer");
        AddDisc(section, transform, signals);
    }

    private static string Depths(EnergyReport energy) => string.Join(", ", ((double[])[0.95, 0.99]).Select(share =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * share} % ")
        + (energy.DepthFor(share) is { } depth
            ? string.Create(CultureInfo.InvariantCulture, $"are reached in layer {depth}") : "are not reached"))) + ".";

    private static Axis Cycles(string quantity) => new(quantity, "cycles/sample", Low: -0.5, High: 0.5);

    private static double[,] Sum(Frame frame)
    {
        GridSize grid = frame.Grid;
        double[,] sum = new double[grid.Rows, grid.Columns];
        double[] values = frame.LittlewoodPaley(forRealSignals: true);
        for (int i = 0; i < grid.Count; i++)
        {
            (int row, int column) = Math.DivRem(i, grid.Columns);
            sum[(row + (grid.Rows / 2)) % grid.Rows, (column + (grid.Columns / 2)) % grid.Columns] = values[i];
        }
        return sum;
    }

    private static Picture InSpace(Atom atom)
    {
        GridSize grid = atom.Grid;
        Complex[] values = atom.InSpace();
        double most = Math.Max(1e-300, values.Max(value => value.Magnitude));
        Picture picture = new(2 * grid.Columns, grid.Rows, 1);
        for (int i = 0; i < grid.Count; i++)
        {
            (int row, int column) = Math.DivRem(i, grid.Columns);
            (row, column) = ((row + (grid.Rows / 2)) % grid.Rows, (column + (grid.Columns / 2)) % grid.Columns);
            picture[column, row, 0] = (byte)(127.5 + (127.5 * values[i].Real / most));
            picture[column + grid.Columns, row, 0] = (byte)(127.5 + (127.5 * values[i].Imaginary / most));
        }
        return picture;
    }
}
