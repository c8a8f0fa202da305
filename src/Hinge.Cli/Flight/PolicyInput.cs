using System.CommandLine;
using Hinge.Cli.Shell;
using Hinge.Core;
using Hinge.Flight.Dynamics;
using Hinge.Flight.Export;

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

    /// <summary>The drone that a policy was trained on, where it is a built-in one; otherwise the Crazyflie.</summary>
    public static string DroneOf(Policy policy) =>
        Drone.BuiltIn.Any(drone => drone.Name == policy.Drone) ? policy.Drone : "crazyflie";
}
