using System.Globalization;
using System.Text.Json.Serialization.Metadata;

namespace Hinge.Core.Runs;

/// <summary>
/// The folder of one run, <c>root/yyyyMMdd-HHmmss-system-seed/</c>: <c>settings.json</c>, <c>metrics.jsonl</c>,
/// <c>result.json</c>, and whatever pictures, checkpoints and reports the run adds.
/// </summary>
/// <remarks>
/// The time stands in the folder's name only: equal settings and seed give equal bytes inside. Files are written to a
/// temporary name and renamed, so an interrupted run leaves the last good state.
/// </remarks>
public sealed class RunFolder : IDisposable
{
    private const string SettingsName = "settings.json";
    private const string MetricsName = "metrics.jsonl";
    private const string ResultName = "result.json";

    private RunFolder(string path, MetricsLog metrics)
    {
        Path = path;
        Metrics = metrics;
    }

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The log <c>metrics.jsonl</c>, open for appending.</summary>
    public MetricsLog Metrics { get; }

    /// <summary>Makes a new folder; where the name is taken, the new one gets <c>-2</c>, <c>-3</c> …</summary>
    /// <param name="root">The folder of runs, made if absent.</param>
    /// <param name="system">The system's short name: lower-case letters, digits and hyphens.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="now">The time to write into the name, as it stands (no conversion to another zone).</param>
    /// <exception cref="ArgumentException"><paramref name="system"/> is empty or has other characters.</exception>
    /// <exception cref="InputException">The folder cannot be made; the message says which and why.</exception>
    public static RunFolder Create(string root, string system, ulong seed, DateTimeOffset now)
    {
        if (system.Length == 0 || !system.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ArgumentException($"'{system}' is no system's name", nameof(system));
        FormattableString stem = $"{now:yyyyMMdd-HHmmss}-{system}-{seed}";
        string first = System.IO.Path.GetFullPath(stem.ToString(CultureInfo.InvariantCulture), FullRoot(root));
        try
        {
            for (int copy = 1; ; copy++)
            {
                string path = copy == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first}-{copy}");
                if (Directory.Exists(path) || System.IO.File.Exists(path))
                    continue;
                Directory.CreateDirectory(path);
                // Two runs may come here in the same second. The one that makes the log owns the folder.
                string log = System.IO.Path.Combine(path, MetricsName);
                if (MetricsLog.TryCreate(log) is MetricsLog metrics)
                    return new RunFolder(path, metrics);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{first}: the run folder cannot be made: {e.Message}", e);
        }
    }

    /// <summary>Opens the folder of an earlier run to go on with it.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="lastStep">The step of the checkpoint resumed from: later metrics are dropped; null: none.</param>
    /// <exception cref="InputException">The folder does not exist, or its log is malformed.</exception>
    public static RunFolder Open(string path, long? lastStep = null)
    {
        string full = FullRoot(path);
        if (!Directory.Exists(full))
            throw new InputException($"{full}: no such run folder");
        return new RunFolder(full, MetricsLog.Resume(System.IO.Path.Combine(full, MetricsName), lastStep));
    }

    /// <summary>The full path of a file in this folder; missing folders on the way to it are made.</summary>
    /// <param name="name">A name such as <c>report.html</c> or <c>checkpoints/100.safetensors</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> leads out of the folder.</exception>
    /// <exception cref="InputException">A folder on the way cannot be made.</exception>
    public string File(string name)
    {
        string full = System.IO.Path.GetFullPath(name, Path);
        if (!full.StartsWith(Path + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' leads out of the run folder", nameof(name));
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{full}: its folder cannot be made: {e.Message}", e);
        }
        return full;
    }

    /// <summary>Writes <c>settings.json</c>: what reproduces the run, without times or paths of this machine.</summary>
    /// <exception cref="InputException">A number is NaN or infinite.</exception>
    public void WriteSettings<T>(T settings, JsonTypeInfo<T> type)
    {
        try
        {
            Write(SettingsName, RunJson.ToBytes(settings, type));
        }
        catch (NotFiniteNumberException e)
        {
            throw new InputException($"setting {e.Message}, expected a finite number", e);
        }
    }

    /// <summary>Reads <c>settings.json</c>.</summary>
    /// <exception cref="InputException">The file is absent, malformed, or of another type.</exception>
    public T ReadSettings<T>(JsonTypeInfo<T> type) => RunJson.Read(File(SettingsName), type);

    /// <summary>Writes <c>result.json</c>: what the run measured.</summary>
    /// <exception cref="RunFailedException">A number is NaN or infinite.</exception>
    public void WriteResult<T>(T result, JsonTypeInfo<T> type)
    {
        try
        {
            Write(ResultName, RunJson.ToBytes(result, type));
        }
        catch (NotFiniteNumberException e)
        {
            throw new RunFailedException($"result {e.Message}", e);
        }
    }

    /// <summary>Reads <c>result.json</c>.</summary>
    /// <exception cref="InputException">The file is absent, malformed, or of another type.</exception>
    public T ReadResult<T>(JsonTypeInfo<T> type) => RunJson.Read(File(ResultName), type);

    /// <summary>Closes the log.</summary>
    public void Dispose() => Metrics.Dispose();

    private void Write(string name, byte[] bytes) => AtomicFile.WriteAllBytes(File(name), bytes);

    private static string FullRoot(string path)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            throw new InputException($"'{path.Replace('\0', '?')}' is no folder's name");
        return System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
    }
}
