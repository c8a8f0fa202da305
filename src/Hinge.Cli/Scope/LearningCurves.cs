using System.Text.Json;
using Hinge.Core;

namespace Hinge.Cli.Scope;

/// <summary>The numbers of a run's <c>metrics.jsonl</c>, by name.</summary>
internal static class LearningCurves
{
    /// <summary>Reads a log; values that are no numbers become NaN.</summary>
    /// <param name="path">The log.</param>
    /// <exception cref="InputException">A line is not a record.</exception>
    public static Dictionary<string, List<(double Step, double Value)>> Read(string path)
    {
        Dictionary<string, List<(double Step, double Value)>> curves = [];
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            try
            {
                using JsonDocument record = JsonDocument.Parse(line);
                double step = record.RootElement.GetProperty("step").GetDouble();
                foreach (JsonProperty field in record.RootElement.EnumerateObject())
                {
                    if (field.Name == "step")
                        continue;
                    if (!curves.TryGetValue(field.Name, out List<(double Step, double Value)>? curve))
                        curves[field.Name] = curve = [];
                    bool known = field.Value.ValueKind == JsonValueKind.Number;
                    curve.Add((step, known ? field.Value.GetDouble() : double.NaN));
                }
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
            {
                throw new InputException($"{path}: line {number} is no record of metrics", e);
            }
        }
        return curves;
    }
}
