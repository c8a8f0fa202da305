using System.CommandLine;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;
using Hinge.Flight.Learning;
using Hinge.Flight.Runs;

namespace Hinge.Cli.Flight;

/// <summary>The policy that a command works on: a file, or the selected one of a run folder.</summary>
internal static class PolicyInput
{
    /// <summary>The argument.</summary>
    public static Argument<string> Argument { get; } = new("policy")
    {
        Description = "A run folder, or a policy: actor.bin, .json or .safetensors",
        HelpName = "RUN|FILE",
    };

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">Neither of both, or a file that is no policy.</exception>
    public static Policy Read(CommandContext context)
    {
        string path = context.Arguments.GetValue(Argument)!;
        if (Directory.Exists(path))
        {
            string selected = Path.Combine(path, "selected", "actor.bin");
            return File.Exists(selected) ? RawPolicy.Read(selected) : throw new InputException(
                $"{path}: holds no selected/actor.bin; expected the folder of a training, or a policy file");
        }
        return Path.GetExtension(path) switch
        {
            ".json" => JsonPolicy.Read(path),
            ".safetensors" => SafetensorsPolicy.Read(path),
            _ => RawPolicy.Read(path),
        };
    }

    /// <summary>--drone, for commands that fly a policy.</summary>
    public static Option<string?> DroneOption { get; } = new("--drone")
    {
        Description = "A built-in drone or a drone file [default: the one the policy was trained on]",
        HelpName = "NAME|FILE",
    };

    /// <summary>The drone to fly: the one asked for, that of the run, or the built-in one of the policy's name.</summary>
    /// <exception cref="InputException">The policy's own is not known.</exception>
    public static Drone DroneOf(CommandContext context, Policy policy)
    {
        if (context.Arguments.GetValue(DroneOption) is { } given)
            return Drone.Load(given);
        if (SettingsOf(context) is { } settings)
            return settings.Drone;
        if (policy.Drone == Policy.Unknown)
            return Drone.Crazyflie;
        return Drone.BuiltIn.FirstOrDefault(known => known.Name == policy.Drone) ?? throw new InputException(
            $"the policy was trained on '{policy.Drone}', which is not built in; expected its file with --drone");
    }

    /// <summary>The settings of the run that the policy is from; null for a policy by itself.</summary>
    /// <exception cref="InputException">The settings are damaged.</exception>
    public static FlightSettings? SettingsOf(CommandContext context) =>
        FlightRun.SettingsOf(context.Arguments.GetValue(Argument)!);

    /// <summary>What is strange about flying this drone; null where nothing is.</summary>
    public static string? Warning(Policy policy, Drone drone) =>
        policy.Drone != Policy.Unknown && policy.Drone != drone.Name
            ? $"trained on {policy.Drone}, flown on {drone.Name}"
            : null;
}
