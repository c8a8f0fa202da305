using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Scope.Inputs;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Scope.Analyses;

namespace Hinge.Cli.Scope;

/// <summary><c>hinge scope compare</c>: two pictures through one network, or two networks at one picture.</summary>
internal static class CompareCommand
{
    private static readonly Option<string?> s_image = Other("--other-image", "The other picture", "FILE");
    private static readonly Option<string?> s_net = Other("--other-net", "The other network", "NAME");
    private static readonly Option<string?> s_weights = Other("--other-weights", "The other weights", "FILE");

    private static readonly Option<int> s_count =
        CommonOptions.Integer("-k", "Compare the spaces of so many singular vectors", 0, 0, 1000);

    private static readonly Option<int> s_probes =
        CommonOptions.Integer("--probes", "Random vectors for the distance of the two maps", 64, 2, 1_000_000);

    /// <summary>The command.</summary>
    public static Command Create() => ScopeCommand.Create(
        "compare", "How far apart two interpreters are: two pictures, or two networks", Run,
        s_image, s_net, s_weights, s_count, s_probes);

    private static void Run(ScopeRun run)
    {
        CommandContext context = run.Context;
        string? image = context.Arguments.GetValue(s_image), net = context.Arguments.GetValue(s_net);
        string? weights = context.Arguments.GetValue(s_weights);
        if (image is null && net is null && weights is null)
            throw new InputException("compare needs a second: --other-image, --other-net or --other-weights");
        // What is not said again is the same.
        using Subject other = Subject.Open(
            context,
            net ?? context.Arguments.GetValue(ScopeOptions.Net)!,
            weights ?? (net is null ? context.Arguments.GetValue(ScopeOptions.Weights) : null),
            image ?? context.Arguments.GetValue(ScopeOptions.Image));
        Comparison found = Comparison.Between(
            run.Subject.At, other.At, context.Arguments.GetValue(s_count), context.Arguments.GetValue(s_probes),
            new() { Seed = context.Seed }, context.Cancellation);
        Say(run, other, found);
        Report(run, other, found);
        run.Document["other"] = other.Describe();
        run.Document["distance"] = found.Distance.Value;
        run.Document["standardError"] = found.Distance.StandardError;
        run.Document["gates"] = new JsonArray([.. found.Gates.Select(gate => new JsonObject
        {
            ["call"] = gate.Call,
            ["gates"] = gate.Gates,
            ["different"] = gate.Different,
        })]);
        run.Document["inputAngles"] = ScopeJson.Of(found.InputAngles);
        run.Document["outputAngles"] = ScopeJson.Of(found.OutputAngles);
    }

    private static void Say(ScopeRun run, Subject other, Comparison found)
    {
        run.WriteLine($"{run.Subject.Network.Name} at {run.Subject.Input.Source}  and  "
            + $"{other.Network.Name} at {other.Input.Source}");
        run.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"|F1 - F2| / |F1| {found.Distance.Value:0.000} +- {found.Distance.StandardError:0.000} "
            + $"({found.Distance.Probes} probes)"));
        long gates = found.Gates.Sum(gate => gate.Gates), different = found.Gates.Sum(gate => gate.Different);
        run.WriteLine(found.Gates.Count == 0
            ? "no gates to compare, call by call"
            : string.Create(CultureInfo.InvariantCulture,
                $"gates {gates:N0}, {different:N0} differ ({ScopeReport.Percent((double)different / gates)})"));
        if (found.InputAngles.Length > 0)
        {
            run.WriteLine($"principal angles of {found.InputAngles.Length} eigen-inputs "
                + $"{ScopeReport.Degrees(found.InputAngles[0])} to {ScopeReport.Degrees(found.InputAngles[^1])}, "
                + $"eigen-outputs {ScopeReport.Degrees(found.OutputAngles[0])} to "
                + $"{ScopeReport.Degrees(found.OutputAngles[^1])}");
        }
    }

    private static void Report(ScopeRun run, Subject other, Comparison found)
    {
        ReportSection section = run.Report.AddSection("How far apart?");
        section.Text(string.Create(CultureInfo.InvariantCulture,
            $"F of {run.Subject.Network.Name} at {run.Subject.Input.Source} and of {other.Network.Name} at "
            + $"{other.Input.Source} differ by {ScopeReport.Percent(found.Distance.Value)} of the first one's norm, "
            + $"with a standard error of {ScopeReport.Percent(found.Distance.StandardError)} ({found.Distance.Probes} "
            + $"random probes)."));
        section.Montage(
            "The two pictures.",
            new Tile(run.Subject.Input.Picture, "first", "The first picture"),
            new Tile(other.Input.Picture, "second", "The second picture"));
        if (found.Gates.Count > 0)
        {
            section.Figure(
                Figures.Bars(
                    [.. found.Gates.Select(gate => gate.Call)],
                    [.. found.Gates.Select(gate => 100.0 * gate.Different / gate.Gates)],
                    new Axis("decisions that differ", "%")),
                "Layer by layer from the input (top): the share of gates and maxima that are decided otherwise.",
                "Bars of the share of differing gates of each layer");
        }
        if (found.InputAngles.Length > 0)
        {
            double[] order = [.. Enumerable.Range(1, found.InputAngles.Length).Select(k => (double)k)];
            double[] InDegrees(double[] angles) => [.. angles.Select(angle => 180 / Math.PI * angle)];
            section.Figure(
                Figures.Lines(
                    new Axis("k", Axis.PureNumber), new Axis("principal angle", "degrees", Low: 0, High: 90),
                    new Series("eigen-inputs", order, InDegrees(found.InputAngles)),
                    new Series("eigen-outputs", order, InDegrees(found.OutputAngles))),
                "Principal angles between the spaces of the strongest eigen-inputs, and of eigen-outputs: 0 where both "
                + "networks speak of the same pictures, 90 where they have nothing in common.",
                "Principal angles in ascending order");
        }
    }

    private static Option<string?> Other(string name, string description, string value) =>
        new(name) { Description = description, HelpName = value };
}
