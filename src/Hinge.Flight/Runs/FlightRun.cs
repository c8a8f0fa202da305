using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Runs;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Evaluation;
using Hinge.Flight.Export;
using Hinge.Flight.Learning;

namespace Hinge.Flight.Runs;

/// <summary>
/// One training in a run folder (specification §11): <c>settings.json</c>, <c>metrics.jsonl</c>, while it runs
/// <c>state.bin</c> to go on from, and in the end <c>result.json</c>, <c>selected/</c>, <c>checkpoints/</c> and
/// <c>episodes.csv</c>. Equal settings give equal bytes, for any number of threads and with or without interruptions.
/// </summary>
public sealed class FlightRun
{
    private const string StateName = "state.bin", SettingsName = "settings.json", ResultName = "result.json";

    /// <summary>Where the median episode of the test lies in a run folder.</summary>
    public const string MedianTrace = "traces/median.csv";

    /// <summary>Where the worst surviving episode of the test lies.</summary>
    public const string WorstTrace = "traces/worst-survivor.csv";

    /// <summary>Where the flight along the figure-eight lies.</summary>
    public const string TrackTrace = "traces/figure-eight.csv";

    private FlightRun(string path, FlightSettings settings)
    {
        Path = path;
        Settings = settings;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>All that the training depends on.</summary>
    public FlightSettings Settings { get; }

    /// <summary>Whether the training of a folder came to its end.</summary>
    /// <param name="path">A run folder.</param>
    public static bool IsFinished(string path) => File.Exists(System.IO.Path.Combine(path, ResultName));

    /// <summary>The settings of the training of a folder; null where there are none.</summary>
    /// <param name="path">Any folder or file.</param>
    /// <exception cref="InputException">The settings cannot be read.</exception>
    public static FlightSettings? SettingsOf(string path)
    {
        string file = System.IO.Path.Combine(path, SettingsName);
        return File.Exists(file)
            ? FlightJson.Settings(FlightJson.Read(file, "the settings of a training"), file)
            : null;
    }

    /// <summary>Prepares a new run.</summary>
    /// <param name="folder">A folder without settings; it may be closed afterwards.</param>
    /// <param name="settings">All that the training depends on.</param>
    /// <exception cref="InputException">The settings are impossible, or cannot be written.</exception>
    public static FlightRun Begin(RunFolder folder, FlightSettings settings)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        folder.WriteSettings(FlightJson.Of(settings), FlightJsonContext.Default.JsonObject);
        return new(folder.Path, settings);
    }

    /// <summary>Opens an interrupted run.</summary>
    /// <param name="path">Its folder.</param>
    /// <param name="threads">Threads to go on with.</param>
    /// <exception cref="InputException">There are no settings of a training there, or it is finished.</exception>
    public static FlightRun Open(string path, int threads)
    {
        string full = System.IO.Path.GetFullPath(path);
        FlightSettings settings = SettingsOf(full) ?? throw new InputException(
            $"{full}: has no settings.json; expected the folder of an earlier training");
        return IsFinished(full)
            ? throw new InputException($"{full}: this training is finished")
            : new(full, settings with { Threads = threads });
    }

    /// <summary>Trains to the end, from the last saved state where there is one.</summary>
    /// <param name="progress">Told of every event after it was written down.</param>
    /// <param name="cancellation">Stops the training; the folder can be opened again.</param>
    /// <exception cref="InputException">The saved state is damaged, or of other settings.</exception>
    /// <exception cref="RunFailedException">The training diverged, or a file cannot be written.</exception>
    public FlightResult Train(IProgress<FlightEvent>? progress = null, CancellationToken cancellation = default)
    {
        using Td3Trainer trainer = Trainer();
        using RunFolder folder = RunFolder.Open(Path, trainer.Step > 0 ? trainer.Step - 1 : -1);
        if (trainer.Step == 0)
            folder.Metrics.AppendTyped(0, "start", ("seed", Settings.Seed), ("steps", Settings.Steps));
        try
        {
            FlightResult result = trainer.Finish(new Log(this, trainer, folder, progress), cancellation);
            Write(folder, result);
            return result;
        }
        catch (InputException unwritable)
        {
            // Nothing is read any more: a disk that is full now is no fault of what the user gave.
            throw new RunFailedException(unwritable.Message, unwritable);
        }
    }

    /// <summary>What a finished run of these settings came to.</summary>
    /// <exception cref="InputException">The result cannot be read.</exception>
    internal static SeedOutcome Outcome(string path, FlightSettings settings)
    {
        string file = System.IO.Path.Combine(path, ResultName);
        JsonObject result = FlightJson.Read(file, "the result of a training");
        try
        {
            JsonObject test = result["test"]!.AsObject();
            JsonNode? track = result["track"];
            return new(
                settings.Ablations,
                settings.Seed,
                path,
                result["selected"]!.GetValue<string>(),
                new(Number("return"), Number("length"), Number("survival"), Number("settled")),
                test["tail"]?.GetValue<double>(),
                track?["rmse"]?.GetValue<double>(),
                track?["lostAt"]?.GetValue<double>());

            double Number(string name) => test[name]!.GetValue<double>();
        }
        catch (Exception cause) when (cause is InvalidOperationException or FormatException
            or NullReferenceException)
        {
            throw new InputException($"{file}: this is not the result of a training with a test", cause);
        }
    }

    private Td3Trainer Trainer()
    {
        string state = System.IO.Path.Combine(Path, StateName);
        if (!File.Exists(state))
            return new(Settings);
        using FileStream stream = InputFile.OpenRead(state);
        return Td3Trainer.Resume(Settings, stream, state);
    }

    private void Write(RunFolder folder, FlightResult result)
    {
        foreach (Candidate candidate in result.Candidates)
        {
            string network = candidate.Kind.ToString().ToLowerInvariant();
            AtomicFile.WriteAllBytes(
                folder.File(string.Create(
                    CultureInfo.InvariantCulture, $"checkpoints/{network}-{candidate.Step:000000000}.bin")),
                RawPolicy.ToBytes(candidate.Policy));
        }
        RawPolicy.Write(folder.File("selected/actor.bin"), result.Selected);
        if (result.Test is { } test)
        {
            AtomicFile.WriteAllText(folder.File("episodes.csv"), Csv(test.Episodes));
            AtomicFile.WriteAllText(folder.File(MedianTrace), test.Trace(test.Median).ToCsv());
            if (test.WorstSurvivor is { } worst)
                AtomicFile.WriteAllText(folder.File(WorstTrace), test.Trace(worst).ToCsv());
        }
        if (result.Track is { } track)
            AtomicFile.WriteAllText(folder.File(TrackTrace), track.Trace.ToCsv());
        RunRecords.AppendEnd(folder.Metrics, Settings.Steps, result);
        folder.WriteResult(FlightJson.Of(result), FlightJsonContext.Default.JsonObject);
        File.Delete(System.IO.Path.Combine(Path, StateName));
    }

    private static string Csv(IEnumerable<EpisodeMetrics> episodes)
    {
        StringBuilder text = new("episode,x,y,z,qw,qx,qy,qz,vx,vy,vz,wx,wy,wz,length,return,survived,end_error\n");
        foreach (EpisodeMetrics episode in episodes)
        {
            text.Append(CultureInfo.InvariantCulture, $"{episode.Number}");
            for (int i = 0; i < StateRow.Rotors; i++)
                text.Append(CultureInfo.InvariantCulture, $",{episode.Start[i]:R}");
            text.Append(
                CultureInfo.InvariantCulture,
                $",{episode.Length},{episode.Return:R},{(episode.Survived ? 1 : 0)},{episode.EndError:R}\n");
        }
        return text.ToString();
    }

    // Writes every event down before anyone is told.
    private sealed class Log(FlightRun run, Td3Trainer trainer, RunFolder folder, IProgress<FlightEvent>? next)
        : IProgress<FlightEvent>
    {
        public void Report(FlightEvent value)
        {
            if (value is CheckpointDue)
                AtomicFile.Write(System.IO.Path.Combine(run.Path, StateName), trainer.Save);
            else
                RunRecords.Append(folder.Metrics, value);
            next?.Report(value);
        }
    }
}
