using System.Text.Json;
using System.Text.Json.Nodes;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Learning;
using Hinge.Flight.Tasks;
using Hinge.Flight.Tracking;

namespace Hinge.Flight.Runs;

/// <summary>Settings and results of trainings as JSON, as run folders and <c>--json</c> have them.</summary>
public static class FlightJson
{
    /// <summary>All that reproduces a training, drone and task included.</summary>
    /// <param name="settings">The settings.</param>
    public static JsonObject Of(FlightSettings settings) => new()
    {
        ["recipe"] = settings.Recipe.Name,
        ["seed"] = settings.Seed,
        ["steps"] = settings.Steps,
        ["ablations"] = new JsonArray(
            [.. AblationNames.Of(settings.Ablations).Select(name => JsonValue.Create(name))]),
        ["selects"] = settings.Recipe.Selects,
        ["testEpisodes"] = settings.TestEpisodes,
        ["drone"] = JsonNode.Parse(settings.Drone.ToJson()),
        ["task"] = JsonNode.Parse(settings.Task.ToJson()),
    };

    /// <summary>The object in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is expected to be, for the message.</param>
    /// <exception cref="InputException">It cannot be read, or is no object.</exception>
    internal static JsonObject Read(string path, string what)
    {
        byte[] bytes = InputFile.ReadAllBytes(path);
        try
        {
            JsonDocumentOptions options = new() { AllowDuplicateProperties = false };
            return JsonNode.Parse(bytes, documentOptions: options) as JsonObject ?? throw new JsonException();
        }
        catch (JsonException cause)
        {
            throw new InputException($"{path}: this is not {what}", cause);
        }
    }

    /// <summary>Reads back what <see cref="Of(FlightSettings)"/> made.</summary>
    /// <param name="document">The document.</param>
    /// <param name="source">The name that messages begin with.</param>
    /// <exception cref="InputException">A field is missing or wrong.</exception>
    public static FlightSettings Settings(JsonObject document, string source)
    {
        try
        {
            return new()
            {
                Recipe = Recipe.Named(Field<string>(document, "recipe")) with
                {
                    Selects = Field<bool>(document, "selects"),
                },
                Seed = Field<ulong>(document, "seed"),
                Steps = Field<int>(document, "steps"),
                Ablations = AblationNames.Parse(
                    [.. document["ablations"]!.AsArray().Select(name => name!.GetValue<string>())]),
                TestEpisodes = Field<int>(document, "testEpisodes"),
                Drone = Drone.Parse(Bytes(document, "drone"), $"{source}: drone"),
                Task = HoverTask.Parse(Bytes(document, "task"), $"{source}: task"),
            };
        }
        catch (Exception cause) when (cause is InvalidOperationException or FormatException or NullReferenceException
            or JsonException)
        {
            throw new InputException($"{source}: these are not the settings of a training", cause);
        }
    }

    /// <summary>What a training found; without times, so that the same settings give the same bytes.</summary>
    /// <param name="result">The result.</param>
    public static JsonObject Of(FlightResult result)
    {
        JsonObject document = new()
        {
            ["selected"] = result.Chosen is not { } chosen ? "last"
                : result.IsEligible ? $"{result.Candidates[chosen].Network} at step {result.Candidates[chosen].Step}"
                : "none eligible",
            ["candidates"] = new JsonArray([.. result.Candidates.Select(Of)]),
            ["episodes"] = result.Episodes,
            ["criticUpdates"] = result.CriticUpdates,
            ["actorUpdates"] = result.ActorUpdates,
        };
        if (result.Test is { } test)
            document["test"] = Of(test);
        if (result.Track is { } track)
            document["track"] = Of(track);
        return document;
    }

    /// <summary>The figures of an evaluation.</summary>
    /// <param name="evaluation">The evaluation.</param>
    public static JsonObject Of(PolicyEvaluation evaluation) => new()
    {
        ["episodes"] = evaluation.Episodes.Count,
        ["return"] = evaluation.Return,
        ["length"] = evaluation.Length,
        ["survival"] = evaluation.Survival,
        ["settled"] = evaluation.Settled,
        ["tail"] = evaluation.Tail,
        ["afterOneSecond"] = Of(evaluation, episode => episode.AfterOneSecond),
        ["afterTwoSeconds"] = Of(evaluation, episode => episode.AfterTwoSeconds),
    };

    /// <summary>The figures of a flight along a reference.</summary>
    /// <param name="metrics">The flight.</param>
    public static JsonObject Of(TrackingMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        JsonObject document = new()
        {
            ["reference"] = metrics.Reference,
            ["seconds"] = metrics.Seconds,
            ["lost"] = metrics.IsLost,
            ["lostAt"] = metrics.LostAt,
            ["rmse"] = metrics.Rmse,
            ["rmseByAxis"] = metrics.RmseByAxis is { } axis ? new JsonArray(axis.X, axis.Y, axis.Z) : null,
            ["maximum"] = metrics.Maximum,
            ["lag"] = metrics.Lag,
            // A drone that flies to pieces may be too fast for a number.
            ["peakSpeed"] = double.IsFinite(metrics.PeakSpeed) ? metrics.PeakSpeed : null,
        };
        if (metrics.Step is { } step)
        {
            document["step"] = new JsonObject
            {
                ["rise"] = step.Rise,
                ["overshoot"] = step.Overshoot,
                ["settling"] = step.Settling,
                ["steadyError"] = step.SteadyError,
            };
        }
        return document;
    }

    private static JsonObject Of(PolicyEvaluation evaluation, Func<EpisodeMetrics, MotionMaxima> maxima)
    {
        JsonObject document = [];
        Add("position", each => each.Position);
        Add("tilt", each => each.Tilt);
        Add("speed", each => each.Speed);
        Add("angularSpeed", each => each.AngularSpeed);
        Add("angularAcceleration", each => each.AngularAcceleration);
        return document;

        void Add(string name, Func<MotionMaxima, double> value)
        {
            double[] values = [.. evaluation.Episodes.Select(each => value(maxima(each))).Where(double.IsFinite)];
            if (values.Length == 0)
                return;
            double mean = values.Average();
            document[name] = new JsonObject
            {
                ["mean"] = mean,
                ["deviation"] = Math.Sqrt(values.Average(each => (each - mean) * (each - mean))),
            };
        }
    }

    private static JsonObject Of(Candidate candidate)
    {
        JsonObject document = new()
        {
            ["step"] = candidate.Step,
            ["network"] = candidate.Network,
            ["first"] = Of(candidate.First),
        };
        if (candidate.Second is { } second)
            document["second"] = Of(second);
        return document;
    }

    private static JsonObject Of(CandidateScore score) => new()
    {
        ["return"] = score.Return,
        ["length"] = score.Length,
        ["survival"] = score.Survival,
        ["settled"] = score.Settled,
    };

    private static T Field<T>(JsonObject document, string name) =>
        (document[name] ?? throw new InvalidOperationException(name)).GetValue<T>();

    private static byte[] Bytes(JsonObject document, string name) =>
        System.Text.Encoding.UTF8.GetBytes((document[name] ?? throw new InvalidOperationException(name)).ToJsonString());
}
