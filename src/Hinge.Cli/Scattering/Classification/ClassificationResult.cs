using System.Text.Json.Nodes;

namespace Hinge.Cli.Scattering.Classification;

/// <summary>How a test went.</summary>
/// <param name="Run">What was tested.</param>
/// <param name="Test">The test samples.</param>
/// <param name="Found">The class found for each.</param>
/// <param name="Seconds">Seconds of all the work.</param>
internal sealed record ClassificationResult(
    ClassificationRun Run, LabelledSignals Test, IReadOnlyList<int> Found, double Seconds)
{
    /// <summary>Samples of a wrong class.</summary>
    public int Errors => Found.Zip(Test.Labels).Count(each => each.First != each.Second);

    /// <summary>Their share.</summary>
    public double Error => Errors / (double)Test.Count;

    /// <summary>[true class, found class].</summary>
    public int[,] Confusion()
    {
        int classes = Run.Model.Settings.Classes;
        int[,] table = new int[classes, classes];
        for (int i = 0; i < Found.Count; i++)
            table[Math.Min(Test.Labels[i], classes - 1), Found[i]]++;
        return table;
    }

    /// <summary>The result as a document; no times, so that equal runs give equal bytes.</summary>
    public JsonObject ToJson()
    {
        int[,] table = Confusion();
        int classes = table.GetLength(0);
        return new()
        {
            ["kind"] = Run.Model.Settings.Kind,
            ["features"] = Run.Model.Settings.Features,
            ["trainingSamples"] = Run.TrainingCount,
            ["testSamples"] = Test.Count,
            ["errors"] = Errors,
            ["error"] = Error,
            ["chosen"] = Run.Detail.TrimStart(',', ' '),
            ["tried"] = new JsonArray([.. Run.Tried.Select(
                each => new JsonObject { ["choice"] = each.Choice, ["error"] = each.Error })]),
            ["confusion"] = new JsonArray([.. Enumerable.Range(0, classes).Select(row => new JsonArray(
                [.. Enumerable.Range(0, classes).Select(column => (JsonNode)table[row, column])]))]),
        };
    }
}
