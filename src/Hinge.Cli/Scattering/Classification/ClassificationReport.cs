using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Core.Runs;
using Hinge.Plots.Charts;
using Hinge.Plots.Reports;
using Hinge.Scattering.Learning;

namespace Hinge.Cli.Scattering.Classification;

/// <summary>The report of a classification: the error, the confusion table, what was tried.</summary>
internal static class ClassificationReport
{
    /// <summary>What repeats the run.</summary>
    public static JsonObject SettingsOf(ClassificationRun run, ulong seed) => new()
    {
        ["with"] = run.Model.Settings.Kind,
        ["network"] = JsonNode.Parse(run.Recipe),
        ["channels"] = run.Model.Settings.Channels,
        ["log"] = run.Model.Settings.Log,
        ["n"] = run.TrainingCount,
        ["seed"] = seed,
    };

    /// <summary>Writes <c>report.html</c>.</summary>
    public static void Write(ClassificationResult result, RunFolder folder)
    {
        ModelSettings settings = result.Run.Model.Settings;
        Report report = new(
            "Classes from scattering features",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{settings.Kind} on {settings.Features} features that were not trained: {100 * result.Error:F2} % of "
                + $"{result.Test.Count} test samples are named wrongly."));
        AddConfusion(report.AddSection("Confusion"), result);
        if (result.Run.Tried.Count > 1)
            AddTried(report.AddSection("What was tried"), result.Run);
        NetworkFigures.Add(report, result.Run.Network, Signal(result.Test));
        report.AddSection("Settings").Settings(
            ("classifier", settings.Kind!), ("network", result.Run.Recipe.ReplaceLineEndings(" ")),
            ("training samples", result.Run.TrainingCount.ToString(CultureInfo.InvariantCulture)),
            ("chosen", result.Run.Detail.TrimStart(',', ' ')));
        report.Write(folder.File("report.html"));
    }

    private static double[] Signal(LabelledSignals samples)
    {
        int some = Math.Min(16, samples.Count);
        double[] signals = new double[some * samples.Size.Count];
        for (int i = 0; i < signals.Length; i++)
            signals[i] = samples.Values[(i / samples.Size.Count * samples.Each) + (i % samples.Size.Count)];
        return signals;
    }

    private static void AddConfusion(ReportSection section, ClassificationResult result)
    {
        int[,] table = result.Confusion();
        int classes = table.GetLength(0);
        string Name(int c) => c < result.Test.ClassNames.Count
            ? result.Test.ClassNames[c] : c.ToString(CultureInfo.InvariantCulture);
        if (classes <= 32)
            section.Table(
                "Rows are the true class, columns the one found; numbers of test samples.",
                ["true", .. Enumerable.Range(0, classes).Select(Name)],
                [.. Enumerable.Range(0, classes).Select(row => (IReadOnlyList<string>)
                    [Name(row), .. Enumerable.Range(0, classes).Select(
                        column => table[row, column].ToString(CultureInfo.InvariantCulture))])]);
        double[,] wrong = new double[classes, classes];
        for (int i = 0; i < classes * classes; i++)
            wrong[i / classes, i % classes] = i / classes == i % classes ? double.NaN : table[i / classes, i % classes];
        section.Figure(
            Figures.HeatMap(wrong, new("found", ""), new("true", ""), new("samples", "", Low: 0)),
            $"The {result.Errors} errors: which class was taken for which. The diagonal is left out.",
            "Errors by true class and class found");
    }

    private static void AddTried(ReportSection section, ClassificationRun run)
    {
        bool ridge = run.Model.Settings.Kind == "ridge";
        section.Figure(
            Figures.Lines(
                ridge ? new("λ", "", AxisScale.Logarithmic) : new("directions a class", ""),
                new("error on the last fifth", "%", Low: 0),
                new Series("error", [.. run.Tried.Select(each => each.Choice)],
                    [.. run.Tried.Select(each => 100 * each.Error)])),
            "Each choice was learned from the first four fifths of the training samples and tested on the last fifth; "
            + "the best was learned again from all.",
            "Error on the last fifth against the choice");
    }
}
