using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Flight.Learning;

namespace Hinge.Flight.Runs;

/// <summary>
/// The same training for several seeds, and for several ablations, each in a folder of its own inside the study's
/// (specification §4.3, §5.3). Trainings run side by side, one thread each; what is finished is not repeated.
/// </summary>
public sealed class SeedStudy
{
    private const string Name = "study.json";

    private readonly FlightSettings _settings;

    private SeedStudy(
        string path, FlightSettings settings, IReadOnlyList<ulong> seeds, IReadOnlyList<Ablations> cases)
    {
        (Path, _settings, Seeds, Cases) = (path, settings, seeds, cases);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The seeds.</summary>
    public IReadOnlyList<ulong> Seeds { get; }

    /// <summary>What is taken away, one case after the other.</summary>
    public IReadOnlyList<Ablations> Cases { get; }

    /// <summary>The settings of all trainings, but for seed and ablations.</summary>
    public FlightSettings Settings => _settings;

    /// <summary>Whether a folder is that of a study.</summary>
    /// <param name="path">Any folder.</param>
    public static bool IsStudy(string path) => File.Exists(System.IO.Path.Combine(path, Name));

    /// <summary>Prepares a study.</summary>
    /// <param name="path">An empty folder.</param>
    /// <param name="settings">Of all trainings; <see cref="FlightSettings.Threads"/> run side by side.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="cases">The ablations.</param>
    public static SeedStudy Begin(
        string path, FlightSettings settings, IReadOnlyList<ulong> seeds, IReadOnlyList<Ablations> cases)
    {
        ArgumentNullException.ThrowIfNull(settings);
        JsonObject document = new()
        {
            ["settings"] = FlightJson.Of(settings),
            ["seeds"] = new JsonArray([.. seeds.Select(seed => JsonValue.Create(seed))]),
            ["cases"] = new JsonArray([.. cases.Select(each => JsonValue.Create((int)each))]),
        };
        AtomicFile.WriteAllText(System.IO.Path.Combine(path, Name), document.ToJsonString());
        return new(path, settings, seeds, cases);
    }

    /// <summary>Opens a study to go on with it.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="threads">Trainings side by side.</param>
    /// <exception cref="InputException">There is none.</exception>
    public static SeedStudy Open(string path, int threads)
    {
        string full = System.IO.Path.GetFullPath(path), file = System.IO.Path.Combine(full, Name);
        JsonObject document = FlightJson.Read(file, "a study of seeds");
        try
        {
            FlightSettings settings = FlightJson.Settings(document["settings"]!.AsObject(), file);
            return new(
                full,
                settings with { Threads = threads },
                [.. document["seeds"]!.AsArray().Select(seed => seed!.GetValue<ulong>())],
                [.. document["cases"]!.AsArray().Select(each => (Ablations)each!.GetValue<int>())]);
        }
        catch (Exception cause) when (cause is InvalidOperationException or FormatException
            or NullReferenceException)
        {
            throw new InputException($"{file}: this is not a study of seeds", cause);
        }
    }

    /// <summary>Trains what is missing.</summary>
    /// <param name="progress">Told of the trainings that are done.</param>
    /// <param name="cancellation">Stops all trainings; finished ones stay.</param>
    /// <returns>The outcomes, by case and then by seed.</returns>
    /// <exception cref="RunFailedException">A training diverged.</exception>
    public IReadOnlyList<SeedOutcome> Run(
        IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        (Ablations Case, ulong Seed)[] all = [.. Cases.SelectMany(each => Seeds.Select(seed => (each, seed)))];
        SeedOutcome[] outcomes = new SeedOutcome[all.Length];
        int done = 0;
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = Math.Max(1, _settings.Threads),
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, all.Length, options, i =>
            {
                outcomes[i] = One(all[i].Case, all[i].Seed, cancellation);
                progress?.Report(new("seeds", Interlocked.Increment(ref done), all.Length, Words(outcomes[i])));
            });
        }
        catch (AggregateException several)
        {
            // One line for the user: the first that failed.
            throw several.InnerExceptions.FirstOrDefault(each => each is InputException or RunFailedException)
                ?? several.InnerExceptions[0];
        }
        return outcomes;
    }

    private static string Words(SeedOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {outcome.Seed}: return {outcome.Score.Return:0}, survival {outcome.Score.Survival:0.00}");

    private SeedOutcome One(Ablations ablations, ulong seed, CancellationToken cancellation)
    {
        string names = string.Concat(AblationNames.Of(ablations).Select(name => "-" + name));
        string path = System.IO.Path.Combine(
            Path, string.Create(CultureInfo.InvariantCulture, $"seed-{seed}{names}"));
        FlightSettings settings = _settings with { Seed = seed, Ablations = ablations, Threads = 1 };
        if (FlightRun.IsFinished(path))
            return FlightRun.Outcome(path, settings);
        Directory.CreateDirectory(path);
        FlightRun run;
        if (File.Exists(System.IO.Path.Combine(path, "settings.json")))
            run = FlightRun.Open(path, threads: 1);
        else
        {
            using RunFolder folder = RunFolder.Open(path);
            run = FlightRun.Begin(folder, settings);
        }
        FlightResult result = run.Train(null, cancellation);
        return FlightRun.Outcome(path, settings) with { ProcessorSeconds = result.Timings.ProcessorSeconds };
    }
}
