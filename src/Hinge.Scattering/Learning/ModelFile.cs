using System.Text.Json;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Core.Runs;

namespace Hinge.Scattering.Learning;

/// <summary>Models as two files: the numbers as npz, what they are as JSON under the same name with .json after it.
/// </summary>
public static class ModelFile
{
    private const int MostBytes = 64 << 10;

    /// <summary>Writes a model.</summary>
    /// <param name="path">The npz; each file is written whole or not at all.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">A file cannot be written.</exception>
    public static void Write(string path, TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        NpzFile.Write(
            path,
            [
                new("mean", NdArray.From<float>([.. model.Standardiser.Mean], model.Standardiser.Mean.Count)),
                new("deviation", NdArray.From<float>(
                    [.. model.Standardiser.Deviation], model.Standardiser.Deviation.Count)),
                .. model.Components?.Arrays() ?? [],
                .. model.Classifier.Arrays().Select(
                    each => new KeyValuePair<string, NdArray>("classifier." + each.Key, each.Value)),
            ],
            compress: false);
        AtomicFile.WriteAllText(
            path + ".json", JsonSerializer.Serialize(model.Settings, ScatteringJson.Default.ModelSettings) + "\n");
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The npz.</param>
    /// <exception cref="InputException">
    /// A file cannot be read, is damaged, of another version or kind, or its parts do not fit one another.
    /// </exception>
    public static TrainedModel Read(string path)
    {
        ModelSettings settings = ReadSettings(path + ".json");
        IReadOnlyDictionary<string, NdArray> arrays = NpzFile.Read(path);
        float[] mean = Numbers(arrays, path, "mean", settings.Features);
        float[] deviation = Numbers(arrays, path, "deviation", settings.Features);
        if (Array.FindIndex(deviation, each => !(each > 0)) is >= 0 and int bad)
            throw new InputException($"{path}: deviation[{bad}] is {deviation[bad]}; expected a positive number");
        try
        {
            PrincipalComponents? components = arrays.ContainsKey("components.mean")
                ? new(Numbers(arrays, path, "components.mean", settings.Features),
                    Numbers(arrays, path, "components.directions", -1))
                : null;
            IClassifier classifier = Classifier(arrays, path, settings);
            int expected = components?.Count ?? settings.Features;
            return classifier.Features == expected && classifier.Classes == settings.Classes
                ? new(settings, new(mean, deviation), components, classifier)
                : throw new InputException(
                    $"{path}: a classifier of {classifier.Features} features and {classifier.Classes} classes; "
                    + $"expected {expected} and {settings.Classes}");
        }
        catch (ArgumentException cause)
        {
            throw new InputException($"{path}: parts that do not fit: {cause.Message.ReplaceLineEndings(" ")}", cause);
        }
    }

    private static IClassifier Classifier(
        IReadOnlyDictionary<string, NdArray> arrays, string path, ModelSettings settings)
    {
        float[] Of(string key) => Numbers(arrays, path, "classifier." + key, -1);
        switch (settings.Kind)
        {
            case "ridge":
                return new Ridge(Of("weights"), Of("bias"));
            case "linear-svm":
                return new LinearSvm(Of("weights"), Of("bias"));
            case "pca-affine":
                float[] means = Of("means");
                NdArray directions = Entry(arrays, path, "classifier.directions");
                if (directions.Shape.Count != 3 || directions.Shape[1] > int.MaxValue)
                    throw new InputException($"{path}: classifier.directions: found {directions}; expected three axes");
                return new AffinePca(means, Of("directions"), settings.Classes, (int)directions.Shape[1]);
            default:
                NdArray vectors = Entry(arrays, path, "classifier.vectors");
                double[] gamma = Entry(arrays, path, "classifier.gamma").ToDoubles();
                if (vectors.Shape.Count != 2 || vectors.Shape[1] < 1 || gamma.Length != 1 || !double.IsFinite(gamma[0]))
                    throw new InputException($"{path}: classifier.vectors: found {vectors}; expected two axes");
                return new RbfSvm(
                    new(Of("vectors"), (int)vectors.Shape[0], (int)vectors.Shape[1]), Of("weights"), Of("bias"),
                    settings.Classes, gamma[0]);
        }
    }

    private static NdArray Entry(IReadOnlyDictionary<string, NdArray> arrays, string path, string key) =>
        arrays.TryGetValue(key, out NdArray? array) ? array : throw new InputException($"{path}: lacks '{key}'");

    private static float[] Numbers(IReadOnlyDictionary<string, NdArray> arrays, string path, string key, int count)
    {
        float[] values = Entry(arrays, path, key).ToSingles();
        if (count >= 0 && values.Length != count)
            throw new InputException($"{path}: {key}: {values.Length} numbers; expected {count}");
        return Array.FindIndex(values, value => !float.IsFinite(value)) is >= 0 and int bad
            ? throw new InputException($"{path}: {key}: element {bad} is not finite")
            : values;
    }

    private static ModelSettings ReadSettings(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[MostBytes + 1];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MostBytes)
                throw new InputException($"{path}: more than {MostBytes} bytes; expected the JSON of a model");
            ModelSettings settings = JsonSerializer.Deserialize(
                bytes.AsSpan(0, length), ScatteringJson.Default.ModelSettings)
                ?? throw new InputException($"{path}: found null, expected an object");
            if (settings.Version != 1 || !TrainedModel.Kinds.Contains(settings.Kind))
                throw new InputException(
                    $"{path}: version {settings.Version}, kind '{settings.Kind}'; expected version 1 and one of "
                    + string.Join(", ", TrainedModel.Kinds));
            return settings.Network?.Size is not null && settings is { Classes: >= 2 and <= 4096, Features: >= 1 }
                && settings.Channels is >= 1 and <= 64 && settings.Log is null or > 0
                ? settings
                : throw new InputException($"{path}: expected a network with a size, 2 classes and a feature at least");
        }
        catch (JsonException cause)
        {
            throw new InputException(
                $"{path}: line {cause.LineNumber + 1}, column {cause.BytePositionInLine + 1}: not the JSON of a model",
                cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new InputException($"{path}: cannot be read: {Printable.Text(cause.Message)}", cause);
        }
    }
}
