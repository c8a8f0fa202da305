using System.Globalization;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Torch.Weights;

namespace Hinge.Torch.Training;

/// <summary>A run's state as one safetensors file: weights, optimiser state, step, notes and settings.</summary>
/// <remarks>
/// Tensors are <c>module.NAME.TENSOR</c> and <c>optimiser.NAME.PARAMETER.FIELD</c>. No generator state is stored: all
/// random numbers of a run are functions of (seed, step).
/// </remarks>
internal static class TrainingCheckpoint
{
    private const string Format = "hinge-training-1";

    public static void Save(
        string path, TrainingSettings settings, TrainedParts parts, long step, bool stopped,
        IReadOnlyDictionary<string, double> notes)
    {
        var tensors = new List<KeyValuePair<string, NdArray>>();
        foreach ((string name, var module) in parts.Modules)
        {
            ModuleWeights.RequireFinite(module, $"step {step}, network '{name}': '{path}' keeps the last good state");
            tensors.AddRange(ModuleWeights.Read(module).Select(pair => Named($"module.{name}.", pair)));
        }
        foreach ((string name, var optimiser) in parts.Optimisers)
            tensors.AddRange(OptimiserState.Read(optimiser).Select(pair => Named($"optimiser.{name}.", pair)));
        var metadata = new Dictionary<string, string>
        {
            ["format"] = Format,
            ["step"] = step.ToString(CultureInfo.InvariantCulture),
            ["stopped early"] = stopped ? "yes" : "no",
        };
        foreach ((string name, double value) in notes)
            metadata["note." + name] = value.ToString("R", CultureInfo.InvariantCulture);
        foreach ((string name, string value) in Deciding(settings, parts))
            metadata["decides." + name] = value;
        SafetensorsFile.Write(path, tensors, metadata);
    }

    /// <summary>Checks the whole file against the run, then puts it in place.</summary>
    /// <exception cref="InputException">The file is of another run or malformed; nothing has been changed.</exception>
    public static (long Step, bool Stopped, Dictionary<string, double> Notes) Load(
        string path, TrainingSettings settings, TrainedParts parts)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        string format = file.Metadata.GetValueOrDefault("format", "none");
        if (format != Format)
            throw new InputException($"'{path}': format is {format}, expected a training checkpoint ({Format})");
        Compare(path, file.Metadata, Deciding(settings, parts));
        long step = Number<long>(path, file.Metadata, "step");
        if (step < 0)
            throw new InputException($"'{path}': step is {step}, expected 0 or more");
        bool stopped = file.Metadata.GetValueOrDefault("stopped early") == "yes";
        Dictionary<string, double> notes = file.Metadata.Keys
            .Where(key => key.StartsWith("note.", StringComparison.Ordinal))
            .ToDictionary(key => key["note.".Length..], key => Number<double>(path, file.Metadata, key));

        var apply = new List<Action>();
        int used = 0;
        foreach ((string name, var module) in parts.Modules)
        {
            Dictionary<string, NdArray> stored = Part(file, $"module.{name}.");
            apply.Add(WeightAssignment.Match($"'{path}', network '{name}'", module, stored).Apply);
            used += stored.Count;
        }
        foreach ((string name, var optimiser) in parts.Optimisers)
        {
            Dictionary<string, NdArray> stored = Part(file, $"optimiser.{name}.");
            apply.Add(OptimiserState.Match($"'{path}', optimiser '{name}'", optimiser, stored));
            used += stored.Count;
        }
        if (used != file.Tensors.Count)
            throw new InputException($"'{path}': holds {file.Tensors.Count} tensors, of which this run has {used}");
        apply.ForEach(action => action());
        return (step, stopped, notes);
    }

    private static IEnumerable<KeyValuePair<string, string>> Deciding(TrainingSettings settings, TrainedParts parts) =>
    [
        .. settings.Deciding(),
        new("networks", string.Join(", ", parts.Modules.Keys.Order(StringComparer.Ordinal))),
        new("optimisers", string.Join("; ", parts.Optimisers.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}: {OptimiserState.Describe(pair.Value)}"))),
    ];

    private static void Compare(
        string path, IReadOnlyDictionary<string, string> metadata, IEnumerable<KeyValuePair<string, string>> deciding)
    {
        string[] differences =
        [
            .. from pair in deciding
               let found = metadata.GetValueOrDefault("decides." + pair.Key, "")
               where found != pair.Value
               select $"{pair.Key} is '{found}' there and '{pair.Value}' here",
        ];
        if (differences.Length > 0)
            throw new InputException($"'{path}' is a checkpoint of another run: {string.Join("; ", differences)}");
    }

    private static T Number<T>(string path, IReadOnlyDictionary<string, string> metadata, string key)
        where T : IParsable<T>
    {
        string text = metadata.GetValueOrDefault(key, "");
        return T.TryParse(text, CultureInfo.InvariantCulture, out T? value)
            ? value : throw new InputException($"'{path}': {key} is '{text}', expected a number");
    }

    private static Dictionary<string, NdArray> Part(SafetensorsFile file, string prefix) =>
        file.Tensors.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);

    private static KeyValuePair<string, NdArray> Named(string prefix, KeyValuePair<string, NdArray> pair) =>
        new(prefix + pair.Key, pair.Value);
}
