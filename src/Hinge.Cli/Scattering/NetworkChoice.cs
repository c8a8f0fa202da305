using System.CommandLine;
using System.Globalization;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Scattering;
using Hinge.Scattering.Fourier;
using Hinge.Scattering.Networks;

namespace Hinge.Cli.Scattering;

/// <summary>The network that a command works on: a file, a preset, or modules by options.</summary>
internal static class NetworkChoice
{
    private static readonly Option<string?> s_net = new("--net")
    {
        Description = "A network file; in place of the options below",
        HelpName = "FILE",
    };

    private static readonly Option<string?> s_preset = new("--preset")
    {
        Description = "A published network: kymatio2d:J=3,L=8, kymatio1d:J=8,Q=8, companion:haar, companion:rbio2.2",
        HelpName = "PRESET",
    };

    private static readonly Option<int> s_depth = CommonOptions.Integer("--depth", "Modules", 2, 0, 16);

    private static readonly Option<string?> s_frame = new("--frame")
    {
        Description = "Frames, one a layer with semicolons between, or one for all [default: wavelets:J=3,L=8]",
        HelpName = "FRAMES",
    };

    private static readonly Option<string?> s_rho = new("--rho")
    {
        Description = "Non-linearities: modulus, relu, tanh, logistic, identity [default: modulus]",
        HelpName = "NAMES",
    };

    private static readonly Option<string?> s_pool = new("--pool")
    {
        Description = "Pooling: none, sub:2, average:2, max:2 [default: none]",
        HelpName = "POOLINGS",
    };

    private static readonly Option<string?> s_paths = new("--paths")
    {
        Description = "Which paths: all, decreasing (in frequency), scale (not finer), coarser; "
            + "of transform also energy:0.001 "
            + "(with at least that share of a signal's energy) [default: all]",
        HelpName = "RULE",
    };

    private static readonly Option<string?> s_pad = new("--pad")
    {
        Description = "Boundary: periodic, zero:32x32, reflect:40x40, repeat:64 [default: periodic]",
        HelpName = "BOUNDARY",
    };

    private static readonly Option<string?> s_lipschitz = new("--lipschitz")
    {
        Description = "Constants of the non-linearities: tight, paper [default: tight]",
        HelpName = "RULE",
    };

    private static readonly Option<bool> s_complex = new("--complex") { Description = "Signals are complex" };

    private static readonly Option<bool> s_noBluestein = new("--no-bluestein")
    {
        Description = "Refuse sizes with a prime factor above 31",
    };

    // What a file or a preset says itself.
    private static readonly Option[] s_byHand =
        [s_depth, s_frame, s_rho, s_pool, s_paths, s_pad, s_lipschitz, s_complex];

    /// <summary>--size.</summary>
    public static Option<string?> Size { get; } = new("--size")
    {
        Description = "The size of a signal: 28x28, or 1024 in one dimension",
        HelpName = "SIZE",
    };

    /// <summary>--repair.</summary>
    public static Option<string?> Repair { get; } = new("--repair")
    {
        Description = "Make modules admissible: scale, tight, complete",
        HelpName = "HOW",
    };

    /// <summary>Whether signals are complex.</summary>
    public static bool IsComplex(CommandContext context) => context.Arguments.GetValue(s_complex);

    /// <summary>Adds the options.</summary>
    public static Command WithNetwork(this Command command)
    {
        foreach (Option option in (Option[])
            [s_net, s_preset, Size, s_depth, s_frame, s_rho, s_pool, s_paths, s_pad, s_lipschitz, Repair, s_complex,
            s_noBluestein])
            command.Options.Add(option);
        return command;
    }

    /// <summary>The size that the user gave; null without.</summary>
    /// <exception cref="InputException">It cannot be understood.</exception>
    public static GridSize? SizeOf(CommandContext context) =>
        context.Arguments.GetValue(Size) is { } text ? GridSize.Parse(text) : null;

    /// <summary>Dimensions of a signal: by its size, else by the preset, else two.</summary>
    public static int DimensionsOf(CommandContext context) =>
        SizeOf(context)?.Dimensions
        ?? (context.Arguments.GetValue(s_preset)?.StartsWith("kymatio1d", StringComparison.Ordinal) == true ? 1 : 2);

    /// <summary>The settings that the options or the file say.</summary>
    /// <exception cref="InputException">They contradict one another, or cannot be understood.</exception>
    public static NetworkSettings SettingsOf(CommandContext context)
    {
        ParseResult arguments = context.Arguments;
        string? size = arguments.GetValue(Size), repair = arguments.GetValue(Repair);
        string?[] modular = [arguments.GetValue(s_frame), arguments.GetValue(s_rho), arguments.GetValue(s_pool)];
        string? preset = arguments.GetValue(s_preset);
        if (arguments.GetValue(s_net) is { } path)
        {
            RefuseBeside(arguments, "--net", [s_preset, .. s_byHand]);
            NetworkSettings settings = NetworkFile.Read(path);
            return settings with { Size = size ?? settings.Size, Repair = repair ?? settings.Repair };
        }
        if (preset is not null)
        {
            RefuseBeside(arguments, "--preset", s_byHand);
            return new() { Size = size, Preset = preset, Repair = repair };
        }
        int depth = arguments.GetValue(s_depth);
        string[] frames = Split(modular[0] ?? "wavelets:J=3,L=8", depth, "--frame", most: depth + 1);
        string[] rhos = Split(modular[1] ?? "modulus", depth, "--rho", depth);
        string[] pools = Split(modular[2] ?? "none", depth, "--pool", depth);
        return new()
        {
            Size = size,
            Modules = [.. Enumerable.Range(0, depth).Select(layer => new ModuleSettings
            {
                Frame = frames[layer], NonLinearity = rhos[layer], Pooling = pools[layer],
            })],
            Output = frames[^1],
            Paths = arguments.GetValue(s_paths),
            Boundary = arguments.GetValue(s_pad),
            Lipschitz = arguments.GetValue(s_lipschitz),
            Input = IsComplex(context) ? "complex" : "real",
            Repair = repair,
        };
    }

    /// <summary>The share of the rule <c>energy:0.001</c>; null for another rule.</summary>
    /// <exception cref="InputException">The share is no number from 0 to 1.</exception>
    public static double? ShareOf(string? rule)
    {
        if (rule?.StartsWith("energy:", StringComparison.Ordinal) != true)
            return null;
        return double.TryParse(rule[7..], NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
            && share is >= 0 and <= 1
            ? share
            : throw new InputException($"path rule '{rule}': expected a share from 0 to 1, as in energy:0.001");
    }

    /// <summary>The network with the paths that carry enough energy of the signals, if the rule asks for it.</summary>
    /// <exception cref="InputException">It cannot be built.</exception>
    public static Network Build(CommandContext context, SignalSet signals)
    {
        NetworkSettings settings = SettingsOf(context);
        if (ShareOf(settings.Paths) is not { } share)
            return Build(context, signals.Size);
        Network whole = NetworkFile.Build(settings with { Paths = "all" }, signals.Size);
        if (signals.Size != whole.Size)
            throw new InputException($"signals of {signals.Size}, but the network is for {whole.Size}");
        return whole.Select(PathSelection.ByEnergy(
            whole, signals.Values.Select(value => (double)value).ToArray(), share));
    }

    /// <summary>The network, for signals of a size where the user gave none.</summary>
    /// <exception cref="InputException">It cannot be built.</exception>
    public static Network Build(CommandContext context, GridSize? found = null)
    {
        Network network = NetworkFile.Build(SettingsOf(context), found);
        if (found is { } size && size != network.Size)
            throw new InputException($"signals of {size}, but the network is for {network.Size}");
        if (context.Arguments.GetValue(s_noBluestein))
            RefuseLargePrimes(network.Boundary.Grid);
        return network;
    }

    private static void RefuseBeside(ParseResult arguments, string option, Option[] others)
    {
        foreach (Option other in others)
        {
            if (arguments.GetResult(other) is { Implicit: false })
                throw new InputException($"{option}: found {other.Name} too; expected one of them");
        }
    }

    private static void RefuseLargePrimes(GridSize grid)
    {
        foreach (int length in (int[])[grid.Rows, grid.Columns])
        {
            int prime = FourierPlan.LargestPrimeFactor(length);
            if (prime > FourierPlan.LargestButterfly)
                throw new InputException(
                    $"size {length}: prime factor {prime} above {FourierPlan.LargestButterfly}; "
                    + $"the next good size is {FourierPlan.NextGoodLength(length)}");
        }
    }

    private static string[] Split(string text, int depth, string option, int most)
    {
        string[] parts = [.. text.Split(';').Select(part => part.Trim())];
        if (parts.Length == 1)
            return [.. Enumerable.Repeat(parts[0], Math.Max(1, most))];
        return parts.Length == depth || parts.Length == most
            ? parts
            : throw new InputException($"{option}: found {parts.Length} values for {depth} modules");
    }
}
