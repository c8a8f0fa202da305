using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Scattering.Networks;
using Hinge.Scattering.Transforms;

namespace Hinge.Cli.Scattering;

/// <summary>Where the energy of signals goes, as lines and as JSON.</summary>
internal static class EnergyLines
{
    /// <summary>Measures, writes the lines, and returns the document.</summary>
    public static JsonObject Write(CommandContext context, Network network, SignalSet signals, bool force)
    {
        ScalarTransform transform = new(network, force);
        EnergyReport report = transform.Energy([.. signals.Values.Select(value => (double)value)], signals.Count);
        double whole = report.Layers[0].Energy > 0 ? report.Layers[0].Energy : 1;
        JsonArray layers = [];
        foreach (LayerEnergy layer in report.Layers)
        {
            context.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"energy layer {layer.Layer}  {layer.Maps} maps  W {layer.Energy / whole:F6}  output "
                + $"{100 * layer.Output / whole:F2} %  cumulative {100 * report.CumulativeShare(layer.Layer):F2} %  "
                + $"lost to pooling {100 * layer.LostToPooling / whole:F2} %  not followed "
                + $"{100 * layer.NotFollowed / whole:F2} %"));
            layers.Add(new JsonObject
            {
                ["layer"] = layer.Layer, ["maps"] = layer.Maps, ["energy"] = layer.Energy / whole,
                ["output"] = layer.Output / whole, ["cumulative"] = report.CumulativeShare(layer.Layer),
                ["lostToPooling"] = layer.LostToPooling / whole, ["notFollowed"] = layer.NotFollowed / whole,
            });
        }
        JsonObject depths = [];
        foreach (int percent in (int[])[90, 95, 99])
            depths[$"{percent}"] = report.DepthFor(percent / 100.0);
        context.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"energy beyond  {100 * report.Remaining / whole:F2} %; depth for 90/95/99 %: ")
            + string.Join("/", depths.Select(each => each.Value?.ToString() ?? "more")));
        return new() { ["layers"] = layers, ["remaining"] = report.Remaining / whole, ["depthFor"] = depths };
    }
}
