using System.Text.Json;
using Hinge.Core;
using Hinge.Core.Formats;
using Hinge.Scope.Lanes;
using Hinge.Scope.Replay;
using Hinge.Scope.Units;
using Hinge.Torch.Tensors;
using Hinge.Torch.Weights;
using static TorchSharp.torch;

namespace Hinge.Scope.Files;

/// <summary>
/// A saved interpreter (<c>*.scope</c>): one safetensors file with x, y, r and what every unit decided, mask bits eight
/// to a byte. The weights stay with the network; their hash is in the file (spec §9).
/// </summary>
internal static class InterpreterFile
{
    private const string Format = "hinge.scope/1";

    public static void Write(string path, Interpreter interpreter)
    {
        List<KeyValuePair<string, NdArray>> tensors =
        [
            new("input", interpreter.Input.ToNdArray()),
            new("output", interpreter.Output.ToNdArray()),
            new("residual", interpreter.Residual.ToNdArray()),
        ];
        List<SavedCall> calls = [];
        foreach (FrozenCall frozen in interpreter.Cache.Calls)
        {
            UnitRecord record = frozen.Record;
            Dictionary<string, long[]> masks = [];
            foreach ((string name, Tensor value) in record.Tensors)
            {
                NdArray array = value.ToNdArray();
                if (array.Type == ElementType.Boolean)
                {
                    masks.Add(name, [.. array.Shape]);
                    array = MaskBits.Pack(array);
                }
                tensors.Add(new(Key(frozen.Call.Ordinal, name), array));
            }
            UnitShapes shapes = record.Shapes;
            UnitHealth health = record.Health;
            calls.Add(new(
                frozen.Call.Unit.Path, frozen.Call.Occurrence, shapes.Samples, shapes.Input, shapes.Output,
                [.. record.Tensors.Keys], masks, frozen.Cut,
                health.Gates, health.Ties, health.LargestFactor,
                double.IsFinite(health.SmallestDeviation) ? health.SmallestDeviation : null));
        }
        ScopeSettings settings = interpreter.Scope.Settings;
        SortedDictionary<string, string> metadata = new(StringComparer.Ordinal)
        {
            ["format"] = Format,
            ["weights"] = ModuleWeights.Sha256(interpreter.Scope.Network),
            ["norm"] = settings.Modes.Norm.ToString(),
            ["activation"] = settings.Modes.Activation.ToString(),
            ["gate"] = settings.Modes.Gate.ToString(),
            ["coordinates"] = "input",
            ["calls"] = JsonSerializer.Serialize(calls, SavedCallJson.Default.ListSavedCall),
        };
        SafetensorsFile.Write(path, tensors, metadata);
    }

    /// <summary>Rebuilds every affine map from the file and the network's weights, without a forward pass.</summary>
    public static Interpreter Read(string path, nn.Module<Tensor, Tensor> net, ScopeSettings settings)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        string format = Metadata(file, path, "format");
        if (format != Format)
            throw new InputException($"{path}: written as '{format}', expected '{Format}'");
        string saved = Metadata(file, path, "weights"), present = ModuleWeights.Sha256(net);
        if (saved != present)
            throw new InputException($"{path}: saved with weights {saved[..12]}…, the network has {present[..12]}…");
        FreezingModes modes = new()
        {
            Norm = Mode<NormMode>(file, path, "norm"),
            Activation = Mode<ActivationMode>(file, path, "activation"),
            Gate = Mode<GateMode>(file, path, "gate"),
        };
        LinearScope scope = LinearScope.Attach(net, settings with { Modes = modes });
        MaskCache cache = new();
        List<Tensor> sides = [];
        try
        {
            ReadCalls(file, path, scope, cache);
            foreach (string side in (string[])["input", "output", "residual"])
                sides.Add(TensorOf(file, path, side).DetachFromDisposeScope());
            return new(scope, cache, sides[0], sides[1], sides[2]);
        }
        catch
        {
            sides.ForEach(side => side.Dispose());
            cache.Dispose();
            scope.Dispose();
            throw;
        }
    }

    private static void ReadCalls(SafetensorsFile file, string path, LinearScope scope, MaskCache cache)
    {
        List<SavedCall> calls = ParseCalls(file, path);
        Dictionary<string, HookedUnit> units = scope.Hooks.Units.ToDictionary(unit => unit.Path);
        ScalarType type = TypeOf(file, path);
        for (int ordinal = 0; ordinal < calls.Count; ordinal++)
        {
            SavedCall saved = calls[ordinal];
            if (!units.TryGetValue(saved.Path, out HookedUnit? unit))
                throw new InputException($"{path}: call {ordinal} is of {saved.Path}, which the network does not have");
            UnitCall call = new(unit, saved.Occurrence, ordinal);
            UnitShapes shapes = new(saved.Samples, saved.Input, saved.Output, type);
            if (saved.Cut)
            {
                cache.AddCut(call, shapes);
                continue;
            }
            UnitRecord record = new(shapes);
            cache.Add(new(call, record, Restore(file, path, saved, ordinal, unit, record, scope.Settings.Modes)));
        }
    }

    private static Frozen Restore(
        SafetensorsFile file, string path, SavedCall saved, int ordinal, HookedUnit unit, UnitRecord record,
        FreezingModes modes)
    {
        try
        {
            foreach (string name in saved.Records)
            {
                string key = Key(ordinal, name);
                record.Add(name, saved.Masks.TryGetValue(name, out long[]? shape)
                    ? MaskBits.Unpack(ArrayOf(file, path, key), shape, $"{path}: tensor '{key}'").ToTensor()
                    : TensorOf(file, path, key));
            }
            record.Health = new(
                saved.Gates, saved.Ties, saved.LargestFactor, saved.SmallestDeviation ?? double.PositiveInfinity);
            return unit.Rule.Build(unit.Module, record, modes);
        }
        catch (Exception problem)
        {
            record.Dispose();
            throw problem is InputException
                ? problem
                : new InputException($"{path}: what is saved of {saved.Path} does not fit it", problem);
        }
    }

    private static List<SavedCall> ParseCalls(SafetensorsFile file, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(Metadata(file, path, "calls"), SavedCallJson.Default.ListSavedCall)
                ?? throw new InputException($"{path}: metadata 'calls' is empty");
        }
        catch (JsonException problem)
        {
            throw new InputException($"{path}: metadata 'calls' is not what this version writes", problem);
        }
    }

    private static ScalarType TypeOf(SafetensorsFile file, string path) =>
        ArrayOf(file, path, "input").Type.ToScalarType();

    private static T Mode<T>(SafetensorsFile file, string path, string key)
        where T : struct, Enum =>
        Enum.TryParse(Metadata(file, path, key), out T mode)
            ? mode
            : throw new InputException($"{path}: metadata '{key}' is '{Metadata(file, path, key)}'");

    private static string Metadata(SafetensorsFile file, string path, string key) =>
        file.Metadata.TryGetValue(key, out string? value)
            ? value
            : throw new InputException($"{path}: no '{key}' in its metadata; not a saved interpreter");

    private static NdArray ArrayOf(SafetensorsFile file, string path, string key) =>
        file.Tensors.TryGetValue(key, out NdArray? array)
            ? array
            : throw new InputException($"{path}: tensor '{key}' is missing");

    private static Tensor TensorOf(SafetensorsFile file, string path, string key) =>
        ArrayOf(file, path, key).ToTensor();

    private static string Key(int ordinal, string name) => $"calls/{ordinal:d4}/{name}";
}
