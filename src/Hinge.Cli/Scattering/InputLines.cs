using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Scattering;
using Hinge.Scattering.Certificates;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Transforms;

namespace Hinge.Cli.Scattering;

/// <summary>The forms of a certificate that depend on the signal: tighter, but for the signals given alone.</summary>
internal static class InputLines
{
    private const int MostSignals = 64;

    /// <summary>
    /// Writes E_n/‖f‖ and the translation bound with it, the largest over the signals, and their bands.
    /// </summary>
    /// <exception cref="InputException">The signals are not of the network's size, or one is zero.</exception>
    public static JsonObject Write(CommandContext context, Network network, Certificate certificate, string path)
    {
        bool complex = network.Options.Input == InputKind.Complex;
        SignalSet signals = SignalSource.Read(path, MostSignals, network.Size.Dimensions, complex);
        if (signals.Size != network.Size)
            throw new InputException($"{path}: signals of {signals.Size}, but the network is for {network.Size}");
        ScalarTransform transform = new(network);
        double[] reach = new double[network.Depth + 1];
        (double band, double most) = (0, 0);
        for (int index = 0; index < signals.Count; index++)
        {
            double[] signal = [.. signals.Values.Skip(index * transform.InputLength).Take(transform.InputLength)
                .Select(value => (double)value)];
            double norm = signal.Sum(value => value * value);
            if (norm == 0)
                throw new InputException($"{path}: signal {index} is zero; expected signals of some energy");
            EnergyReport report = transform.Energy(signal, 1);
            for (int n = 0; n < reach.Length; n++)
                reach[n] = Math.Max(reach[n], Math.Sqrt(report.Layers[n].Energy / norm));
            (double all, double nearly) = Bands(network.Size, signal, complex);
            (most, band) = (Math.Max(most, all), Math.Max(band, nearly));
        }
        JsonArray layers = [];
        for (int n = 0; n < reach.Length; n++)
        {
            CertifiedLayer layer = certificate.Layers[n];
            double shift = layer.Reach > 0 ? layer.ShiftPerSample * Math.Min(1, reach[n] / layer.Reach) : 0;
            string head = n == 0 ? "input" : "";
            context.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{head,-11}  layer {n}  E {reach[n]:F6} |f|  translation <= {shift:F5} |t| |f|"));
            layers.Add(new JsonObject { ["n"] = n, ["E"] = reach[n], ["shift_per_sample"] = shift });
        }
        context.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"             R {most:F2} holds all energy, R {band:F2} 99.9 %; {signals.Count} signals"));
        return new() { ["signals"] = signals.Count, ["layers"] = layers, ["R"] = most, ["R_999"] = band };
    }

    // The least radii, in cycles per axis, that hold all the energy (but for rounding) and 99.9 % of it.
    private static (double All, double Nearly) Bands(GridSize size, double[] signal, bool complex)
    {
        Complex[] spectrum = new Complex[size.Count];
        for (int i = 0; i < spectrum.Length; i++)
            spectrum[i] = complex ? new Complex(signal[2 * i], signal[(2 * i) + 1]) : signal[i];
        new GridFourier(size).Forward(spectrum);
        (double Radius, double Energy)[] bins = [.. spectrum.Select((value, index) =>
        {
            double y = size.SignedRow(index / size.Columns), x = size.SignedColumn(index % size.Columns);
            return (Math.Sqrt((y * y) + (x * x)), (value.Real * value.Real) + (value.Imaginary * value.Imaginary));
        }).OrderBy(bin => bin.Item1)];
        double whole = bins.Sum(bin => bin.Energy), sum = 0, nearly = -1;
        foreach ((double radius, double energy) in bins)
        {
            sum += energy;
            if (nearly < 0 && sum >= 0.999 * whole)
                nearly = radius;
        }
        return (bins.Last(bin => bin.Energy > 1e-12 * whole).Radius, nearly);
    }
}
