using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Core.Formats.Onnx;
using Hinge.Flight.Export;

namespace Hinge.Cli.Flight;

/// <summary><c>hinge fly export</c>: a policy for other programs, or as C for a microcontroller.</summary>
internal static class ExportCommand
{
    // With the name of the file where the user gives none.
    private static readonly (string Word, string File)[] s_formats =
    [
        ("raw", "actor.bin"), ("json", "policy.json"), ("safetensors", "policy.safetensors"), ("onnx", "policy.onnx"),
        ("c", "policy.c"),
    ];

    // In the order of the raw file.
    private static readonly string[] s_arrays =
        ["actor.0.weight", "actor.0.bias", "actor.2.weight", "actor.2.bias", "actor.4.weight", "actor.4.bias"];

    private static readonly Option<string> s_format = new("--format")
    {
        Description = "What to write; c writes a header beside it, raw a file of names",
        HelpName = string.Join('|', s_formats.Select(format => format.Word)),
        Required = true,
    };

    private static readonly Option<string?> s_out = new("--out")
    {
        Description = "File or folder to write to [default: the format's usual name, here]",
        HelpName = "PATH",
    };

    private static readonly Option<bool> s_verify = new("--verify")
    {
        Description = "Read the file back; for c compile it and run it, here and on an emulated STM32F405",
    };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("export", "Write a trained policy for other programs")
    {
        PolicyInput.Argument, s_format, s_out, s_verify, CommonOptions.Overwrite, CommonOptions.Json,
    }.Runs(Run);

    private static void Run(CommandContext context)
    {
        string format = context.Arguments.GetValue(s_format)!;
        string file = s_formats.FirstOrDefault(known => known.Word == format).File ?? throw new InputException(
            $"--format: found '{format}', expected one of {string.Join(", ", s_formats.Select(each => each.Word))}");
        Policy policy = PolicyInput.Read(context);
        string path = context.Arguments.GetValue(s_out) is not { } given ? file
            : Directory.Exists(given) ? Path.Combine(given, file) : given;
        OutputFile.Check(context, path);
        if (format is "raw" or "c")
            OutputFile.Check(context, Path.ChangeExtension(path, format == "c" ? ".h" : ".json"));
        Write(format, path, policy);

        JsonObject document = new()
        {
            ["file"] = path,
            ["format"] = format,
            ["bytes"] = new FileInfo(path).Length,
            ["drone"] = policy.Drone,
            ["task"] = policy.Task,
            ["history"] = policy.History,
            ["dt"] = policy.Step,
        };
        List<string> parts = [];
        IReadOnlyList<CPolicyTarget> targets = [];
        if (context.Arguments.GetValue(s_verify))
        {
            if (format == "c")
                targets = CPolicyCheck.Run(policy, context.Cancellation);
            else
                parts.Add(ReadBack(format, path, policy));
            document["verified"] = format != "c" || targets.Any(target => target.Deviation is not null);
            document["targets"] = new JsonArray([.. targets.Select(Document)]);
        }
        parts.AddRange(targets.SelectMany(Figures));
        parts.AddRange(targets.Where(target => target.Deviation is not null).Select(target =>
            $"{target.Name} {target.Deviation!.Value.ToString("0.#e0", CultureInfo.InvariantCulture)}"));
        string bytes = targets.Any(target => target.Flash is not null)
            ? "" : string.Create(CultureInfo.InvariantCulture, $" {new FileInfo(path).Length:N0} bytes");
        string ending = parts.Count > 0 ? ": ok" : "";
        context.WriteLine(
            $"export    {path}{bytes}{(bytes.Length > 0 && parts.Count > 0 ? ", " : parts.Count > 0 ? " " : "")}"
            + $"{string.Join(", ", parts)}{ending}");
        foreach (CPolicyTarget target in targets.Where(target => target.Skipped is not null))
            context.WriteLine($"skipped   {target.Name}: {target.Skipped}");
        context.WriteJson(document);
    }

    private static void Write(string format, string path, Policy policy)
    {
        switch (format)
        {
            case "raw": RawPolicy.Write(path, policy); break;
            case "json": JsonPolicy.Write(path, policy); break;
            case "safetensors": SafetensorsPolicy.Write(path, policy); break;
            case "onnx": OnnxPolicy.Write(path, policy); break;
            default: CPolicy.Write(path, policy); break;
        }
    }

    private static string ReadBack(string format, string path, Policy policy)
    {
        byte[] weights = format switch
        {
            "raw" => RawPolicy.ToBytes(RawPolicy.Read(path)),
            "json" => RawPolicy.ToBytes(JsonPolicy.Read(path)),
            "safetensors" => RawPolicy.ToBytes(SafetensorsPolicy.Read(path)),
            _ => Initialisers(OnnxFile.Read(path)),
        };
        return weights.AsSpan().SequenceEqual(RawPolicy.ToBytes(policy))
            ? "weights read back to the bit"
            : throw new RunFailedException($"{path}: the weights read back are not those written");
    }

    private static byte[] Initialisers(OnnxModel model) =>
        [.. s_arrays.SelectMany(name => model.Graph.Initialisers[name].Bytes.ToArray())];

    private static IEnumerable<string> Figures(CPolicyTarget target)
    {
        if (target.Flash is { } flash)
            yield return string.Create(CultureInfo.InvariantCulture, $"{flash:N0} bytes of flash");
        if (target.Instructions is { } instructions)
            yield return string.Create(CultureInfo.InvariantCulture, $"{instructions:N0} instructions");
        if (target.Stack is { } stack)
            yield return string.Create(CultureInfo.InvariantCulture, $"{stack:N0} bytes of stack");
    }

    private static JsonObject Document(CPolicyTarget target) => new()
    {
        ["name"] = target.Name,
        ["skipped"] = target.Skipped,
        ["deviation"] = target.Deviation,
        ["flash"] = target.Flash,
        ["instructions"] = target.Instructions,
        ["stack"] = target.Stack,
    };
}
