using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Hinge.Cli.Shell;
using Hinge.Core.Runs;
using Hinge.Plots.Reports;

namespace Hinge.Cli.Tour;

/// <summary>Visits stops one after the other, past those that fail, and writes the run folder.</summary>
internal sealed class TourRun(CommandContext context)
{
    private static readonly JsonTypeInfo<JsonObject> s_document =
        (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));

    /// <summary>Runs the stops in the order given.</summary>
    /// <exception cref="OperationCanceledException">The user stopped the tour; written files are whole.</exception>
    public StopOutcome[] Run(ITourStop[] stops)
    {
        using RunFolder folder = context.CreateRunFolder("tour");
        folder.WriteSettings(Settings(stops), s_document);
        Report report = NewReport();
        TourContext given = new(context.Seed, folder, report, context.Progress);
        List<StopOutcome> outcomes = [];
        foreach (ITourStop stop in stops)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            StopOutcome outcome = Visit(stop, given);
            outcomes.Add(outcome);
            report.AddTruth(new MeasuredTruth(stop.Name, outcome.Line, outcome.Result?.Bound ?? "", outcome.Passed));
            context.WriteLine(Line(outcome));
        }

        JsonObject result = new() { ["stops"] = new JsonArray([.. outcomes.Select(outcome => outcome.Document())]) };
        folder.WriteResult((JsonObject)JsonText.Finite(result)!, s_document);
        string page = folder.File("report.html");
        report.Write(page);
        context.WriteLine($"wrote {page}");
        context.WriteJson(Document(outcomes, folder));
        return [.. outcomes];
    }

    private Report NewReport() => new("Hinge: the tour",
        "Each system of Hinge on small built-in data: what was measured, and whether it holds.")
    {
        Footer = string.Create(CultureInfo.InvariantCulture, $"hinge {Application.Version}, seed {context.Seed}"),
    };

    private StopOutcome Visit(ITourStop stop, TourContext given)
    {
        long start = context.Time.GetTimestamp();
        TourResult? result = null;
        string line;
        try
        {
            if (stop.UsesTorch)
                context.UseTorch();
            result = stop.Run(given, context.Cancellation);
            line = result.Truth;
        }
        catch (Exception e) when (!context.Cancellation.IsCancellationRequested)
        {
            line = Failure.From(e, context.Cancellation).Message;
            context.WriteTrace(e);
        }
        return new StopOutcome(stop, result is { Passed: true }, line, result, context.Time.GetElapsedTime(start));
    }

    private string Line(StopOutcome outcome)
    {
        string verdict = outcome.Passed ? "" : "FAILED  ";
        string speed = outcome.Result is { Speed.Length: > 0 } timed ? $"; {timed.Speed}" : "";
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{outcome.Stop.Name,-9} {verdict}{outcome.Line}{speed}  ({outcome.Time.TotalSeconds:F1} s)");
        return context.Colour(line, outcome.Passed);
    }

    private JsonObject Settings(ITourStop[] stops) => new()
    {
        ["stops"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop.Name)]),
        ["seed"] = context.Seed,
    };

    private JsonObject Document(IEnumerable<StopOutcome> outcomes, RunFolder folder)
    {
        JsonArray stops = [];
        foreach (StopOutcome outcome in outcomes)
        {
            JsonObject stop = outcome.Document();
            stop["seconds"] = outcome.Time.TotalSeconds;
            stop["speed"] = outcome.Result?.Speed;
            stops.Add((JsonNode)stop);
        }
        return new JsonObject
        {
            ["version"] = Application.Version,
            ["seed"] = context.Seed,
            ["folder"] = folder.Path,
            ["report"] = folder.File("report.html"),
            ["stops"] = stops,
        };
    }
}
