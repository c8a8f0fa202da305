using System.Text.Json;
using Hinge.Core;
using Hinge.Core.Runs;
using Hinge.Scattering.Frames;
using Hinge.Scattering.NonLinearities;
using Hinge.Scattering.Presets;

namespace Hinge.Scattering.Networks;

/// <summary>Networks as JSON files.</summary>
public static class NetworkFile
{
    /// <summary>A larger file is refused unread.</summary>
    public const int MostBytes = 64 << 10;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read; see the other overload.</exception>
    public static NetworkSettings Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            byte[] bytes = new byte[MostBytes + 1];
            return Read(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw new NetworkException($"{path}: cannot be read as a file", cause);
        }
    }

    /// <summary>Reads a file held in memory.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="name">What to call the file in messages.</param>
    /// <exception cref="NetworkException">
    /// Not JSON, an unknown key (with line, column and the nearest known one), or a value of another kind.
    /// </exception>
    public static NetworkSettings Read(ReadOnlySpan<byte> utf8, string name)
    {
        if (utf8.Length > MostBytes)
            throw new NetworkException($"{name}: more than {MostBytes} bytes; expected a network file");
        try
        {
            JsonKeys.Check(utf8, name);
            return JsonSerializer.Deserialize(utf8, ScatteringJson.Default.NetworkSettings)
                ?? throw new NetworkException($"{name}: found null, expected an object");
        }
        catch (JsonException cause)
        {
            throw new NetworkException(
                $"{name}: line {cause.LineNumber + 1}, column {cause.BytePositionInLine + 1}: "
                + "not the JSON of a network",
                cause);
        }
        catch (InvalidOperationException cause)
        {
            throw new NetworkException($"{name}: text that is not valid UTF-8", cause);
        }
    }

    /// <summary>Writes a file.</summary>
    /// <param name="path">The file, written whole or not at all.</param>
    /// <param name="settings">The network.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public static void Write(string path, NetworkSettings settings) =>
        AtomicFile.WriteAllText(path, ToText(settings) + "\n");

    /// <summary>The network as the text of a file.</summary>
    /// <param name="settings">The network.</param>
    public static string ToText(NetworkSettings settings) =>
        JsonSerializer.Serialize(settings, ScatteringJson.Default.NetworkSettings);

    /// <summary>The network that settings describe.</summary>
    /// <param name="settings">As read from a file.</param>
    /// <param name="size">The size of a signal where the settings have none; null if it is not known.</param>
    /// <exception cref="InputException">A part cannot be understood, or the network cannot be built.</exception>
    public static Network Build(NetworkSettings settings, GridSize? size = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        GridSize grid = settings.Size is { } text ? GridSize.Parse(text)
            : size ?? throw new NetworkException("the network has no size; expected one such as 28x28");
        Repair repair = Word(settings.Repair, "repair", Enum.GetValues<Repair>());
        if (settings.Preset is { } preset)
        {
            return settings.Modules is null && settings.Output is null
                ? Preset.Parse(preset, grid).Repair(repair)
                : throw new NetworkException("found both 'preset' and 'modules' or 'output'; expected one of them");
        }
        if (settings.Modules is null && settings.Output is null)
            throw new NetworkException("found neither 'preset' nor 'modules'; expected one of them");
        Module[] modules = [.. (settings.Modules ?? []).Select((module, index) => ModuleOf(module, index))];
        FrameSettings output = settings.Output is { } frame ? FrameText.Parse(frame)
            : modules.Length > 0 ? modules[^1].Frame
            : throw new NetworkException("no modules and no 'output'; expected a frame");
        return new Network(grid, modules, output, new()
        {
            Paths = PathRules.Parse(settings.Paths ?? "all"),
            Input = Word(settings.Input, "input", Enum.GetValues<InputKind>()),
            Boundary = settings.Boundary is { } boundary ? Boundary.Parse(boundary, grid) : null,
            Lipschitz = Word(settings.Lipschitz, "lipschitz", Enum.GetValues<LipschitzRule>()),
        }).Repair(repair);
    }

    private static Module ModuleOf(ModuleSettings? module, int index) => new(
        FrameText.Parse(module?.Frame ?? throw new NetworkException($"modules[{index}]: lacks 'frame'")),
        NonLinearity.Parse(module.NonLinearity ?? "modulus"),
        Pooling.Parse(module.Pooling ?? "none"));

    private static T Word<T>(string? word, string key, T[] values) where T : struct, Enum
    {
        string[] known = [.. values.Select(value => value.ToString().ToLowerInvariant())];
        int index = word is null ? 0 : Array.IndexOf(known, word);
        return index >= 0 ? values[index]
            : throw new NetworkException($"{key} '{word}': {FrameText.Nearest(word!, known)}");
    }
}
