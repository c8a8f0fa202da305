using System.Globalization;
using Hinge.Cli.Shell;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Scope.Networks;
using Hinge.Scope.Training;

namespace Hinge.Cli.Scope;

/// <summary>The report of a run that trains sample networks: how each learned, and what it reached.</summary>
internal static class SampleReport
{
    /// <summary>The report.</summary>
    /// <param name="settings">The run's settings.</param>
    /// <param name="results">What came of them, in the same order.</param>
    /// <param name="curves">The run's metrics, see <see cref="LearningCurves"/>.</param>
    public static Report Create(
        SampleRunSettings settings,
        IReadOnlyList<SampleResult> results,
        IReadOnlyDictionary<string, List<(double Step, double Value)>> curves)
    {
        Report report = new("Hinge: the sample networks",
            "Small networks trained on samples that come with Hinge, measured on samples they have not seen.")
        {
            Footer = $"hinge {Application.Version}",
        };
        long before = 0;
        foreach ((SampleTrainingSettings each, SampleResult result) in settings.Networks.Zip(results))
        {
            SampleQuality quality = result.Quality;
            report.AddTruth(new("scope", $"{each.Network}: {quality}", $"more than {quality.BaselineName}",
                quality.Value > quality.Baseline));
            ReportSection section = report.AddSection(each.Network);
            EmbeddedNetwork network = EmbeddedNetworks.Find(each.Network);
            string parameters = network.Parameters.ToString("N0", CultureInfo.InvariantCulture);
            section.Text($"A network of {parameters} parameters that {network.Description}. Input: {network.Input}.");
            Series Curve(string name, string legend)
            {
                List<(double Step, double Value)> points = curves.GetValueOrDefault($"{each.Network} {name}", []);
                return new(legend, [.. points.Select(point => point.Step - before)], [.. points.Select(p => p.Value)]);
            }

            Axis steps = new("steps", Axis.PureNumber);
            Axis losses = new("loss", Axis.PureNumber, AxisScale.Logarithmic);
            section.Figure(Figures.Lines(steps, losses, Curve("loss", "loss of a batch")),
                "The loss, one batch every 50 steps. The rate falls to 0 along a cosine.", "The loss over the steps");
            if (curves.ContainsKey($"{each.Network} {quality.Measure}"))
            {
                section.Figure(Held(quality, steps, Curve(quality.Measure, "trained network"), each.Steps),
                    $"The {quality.Measure} on {quality.HeldOut} that are not trained on.",
                    $"The {quality.Measure} over the steps");
            }
            section.Settings(Settings(each, result));
            before += each.Steps;
        }
        return report;
    }

    private static Figure Held(SampleQuality quality, Axis steps, Series reached, long last) =>
        quality.Measure == SampleQuality.Accuracy
            ? Figures.Lines(steps, new(quality.Measure, Axis.PureNumber), reached)
            : Figures.Lines(steps, new(quality.Measure, "dB"), reached,
                new Series(quality.BaselineName, [0, last], [quality.Baseline, quality.Baseline]));

    private static (string Name, string Value)[] Settings(SampleTrainingSettings each, SampleResult result) =>
    [
        ("steps", each.Steps.ToString(CultureInfo.InvariantCulture)),
        ("examples a step", each.BatchSize.ToString(CultureInfo.InvariantCulture)),
        ("learning rate at the start", each.Rate.ToString(CultureInfo.InvariantCulture)),
        ("seed", each.Seed.ToString(CultureInfo.InvariantCulture)),
        ("threads", each.Threads.ToString(CultureInfo.InvariantCulture)),
        ("sha256 of the weights", result.Sha256),
    ];
}
